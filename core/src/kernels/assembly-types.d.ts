/** AssemblyScript's type of addresses, so that a layout is one file for the kernel and for what fills it. */
type usize = number;

/** What a data set may have beside its pixels, in bytes. */
export const mostBeside: number = 2 ** 27;

/** Types of a channel's samples. */
export const uint = 0;
export const half = 1;
export const float = 2;

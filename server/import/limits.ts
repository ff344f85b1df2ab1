// Absolute limits of what is looked at; ratios of compression say nothing.

/** No file above this is looked at. */
export const mostBytes = 20 * 1024 * 1024

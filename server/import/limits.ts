// Absolute limits of what is looked at; ratios of compression say nothing.

/** No file above this is looked at. */
export const mostBytes = 20 * 1024 * 1024

/** More units than any text that people discuss has. */
export const mostUnits = 30_000

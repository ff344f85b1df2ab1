// The desk's own measures, the same on both sides: how long a page of its list is, and how many comments go into one act or one address.

/** How many comments a page may hold. */
export const lengths = [50, 200] as const
/** As many as the longest page holds; their ids still fit into an address. */
export const mostAtOnce = 200

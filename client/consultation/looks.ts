// How long to wait before the sums are looked at again: a minute at first, longer the longer a page stays open.

const MINUTE = 60_000
const LONGEST = 10

export const lookAfter = (looks: number): number => MINUTE * Math.min(looks + 1, LONGEST)

/** How long the scripted reviewer thinks about each proposal, each code of their own, and each passage as a whole, in milliseconds. */
export const thinking = 1000;

/** In every fifth passage they see something that the machine has not. */
export const addsEvery = 5;

/** The sample report that they work through. */
export const report = 1;

/** What a way of working came to: the numbers of the passages done, how many proposals were settled and codes added, and how long each next passage took to be there. */
export type Worked = { passages: number[]; settled: number; added: number; waits: number[] };

import type { Page } from 'playwright-core';

/** How long the scripted reviewer thinks about each proposal, each code of their own, and each passage as a whole, in milliseconds. */
export const thinking = 1000;

/** In every fifth passage they see something that the machine has not. */
export const addsEvery = 5;

/** What a way of working came to: passages done, proposals settled, codes added, and how long each next passage took to be there. */
export type Worked = { passages: number; settled: number; added: number; waits: number[] };

export type Work = (page: Page, address: string, most: number) => Promise<Worked>;

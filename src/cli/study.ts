import type { Command } from './command.ts';

export const study: Command = { usage: 'study', run: () => Promise.resolve(undefined) };

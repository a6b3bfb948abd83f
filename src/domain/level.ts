/** Who may read, from everyone to a record's own Party or organisation alone. */
export const levels = ['public', 'parties', 'secretariat', 'own'] as const;
export type Level = (typeof levels)[number];

export const isStricter = (one: Level, other: Level): boolean => levels.indexOf(one) > levels.indexOf(other);

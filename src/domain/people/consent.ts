/** What a person may agree to, and the version of the words that they are shown. Whoever changes the words raises it. */
export const consents = { 'public-name': 1 } as const;
export type ConsentPurpose = keyof typeof consents;
export const consentPurposes = Object.keys(consents) as ConsentPurpose[];

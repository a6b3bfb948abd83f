import refused from './fr/refused.json' with { type: 'json' };

export const fr = { refused };

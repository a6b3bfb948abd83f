import refused from './ar/refused.json' with { type: 'json' };

export const ar = { refused };

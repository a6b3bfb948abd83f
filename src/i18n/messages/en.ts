import refused from './en/refused.json' with { type: 'json' };

export const en = { refused };

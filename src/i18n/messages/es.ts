import refused from './es/refused.json' with { type: 'json' };

export const es = { refused };

import refused from './zh/refused.json' with { type: 'json' };

export const zh = { refused };

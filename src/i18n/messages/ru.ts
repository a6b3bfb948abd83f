import refused from './ru/refused.json' with { type: 'json' };

export const ru = { refused };

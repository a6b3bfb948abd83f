import { defineParams } from '@sveltejs/kit/params';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';

export const params = defineParams({
	language: (code): Language | undefined => (isLanguage(code) ? code : undefined),
	id: (digits) => (/^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : undefined)
});

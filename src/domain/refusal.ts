import type { MessageKey, Slots } from '#i18n/messages.ts';

/**
 * A request we understood and will not carry out. The code is a message key, so the page or the
 * command line can say why in the reader's language. Any other error is a bug of ours.
 */
export class Refusal extends Error {
	override name = 'Refusal';
	readonly code: MessageKey;
	readonly slots: Slots;
	constructor(code: MessageKey, slots: Slots = {}) {
		super(code);
		this.code = code;
		this.slots = slots;
	}
}

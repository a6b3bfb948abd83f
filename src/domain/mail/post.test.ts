import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { isElsewhere } from './post.server.ts';

test('mail to a server elsewhere goes sealed or not at all', async () => {
	for (const url of ['smtp://user:word@mail.example', 'smtps://mail.example:465', 'smtp://192.0.2.1:25', 'smtp://[2001:db8::1]:25'])
		expect(isElsewhere(url), url).toBe(true);
	for (const url of ['smtp://localhost:2525', 'smtp://127.0.0.1:25', 'smtp://[::1]:25', 'smtp://relay:25'])
		expect(isElsewhere(url), url).toBe(false);
	const smtp = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true });
	await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
	const url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
	const letter = { from: 'a@example.org', to: 'b@example.org', subject: 'x', text: 'x' };
	await expect(createTransport({ url, requireTLS: true }).sendMail(letter)).rejects.toMatchObject({ code: 'ETLS' });
	await new Promise<void>((resolve) => smtp.close(resolve));
});

// Passkeys: what browsers do only for a script. A page without it offers a link by mail instead.

const supported = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** @param {string} path @param {unknown} [body] */
async function call(path, body) {
	const answer = await fetch(
		`/api/auth/passkey/${path}`,
		body === undefined ? undefined : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
	);
	if (!answer.ok) throw new Error(String(answer.status));
	return answer.json();
}

async function signIn() {
	const options = await call('generate-authenticate-options');
	const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'required' });
	const found = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
	await call('verify-authentication', { response: found.toJSON() });
}

/** @param {string} name */
async function add(name) {
	const options = await call('generate-register-options');
	const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
	const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey }));
	await call('verify-registration', { response: made.toJSON(), name });
}

const entry = document.querySelector('#passkey');
if (supported && entry instanceof HTMLElement) {
	entry.hidden = false;
	entry.querySelector('button')?.addEventListener('click', () => {
		signIn().then(
			() => location.assign(entry.dataset.next ?? '/'),
			() => location.assign(entry.dataset.failed ?? location.href)
		);
	});
}

const form = document.querySelector('#add-passkey');
if (supported && form instanceof HTMLFormElement) {
	form.hidden = false;
	const without = document.querySelector('#passkey-needs-script');
	if (without instanceof HTMLElement) without.hidden = true;
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const name = new FormData(form).get('name');
		add(typeof name === 'string' ? name : '').then(
			() => location.reload(),
			() => location.assign(form.dataset.failed ?? location.href)
		);
	});
}

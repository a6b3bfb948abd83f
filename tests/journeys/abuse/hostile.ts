/** What people send who mean harm, by what they hope for. */
export const hostile = {
	'a quote that ends a statement': `'; drop table document; --`,
	'a union': `1 union select null, version(), pg_sleep(60) --`,
	'a script': `<script>alert('abuse')</script>`,
	'an image with an event': `"><img src=x onerror=alert('abuse')>`,
	'a way up': '../../../../etc/passwd',
	'a way up, encoded twice': '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
	'a null byte': 'a\0b',
	'half a pair': 'a\uD800b',
	'a large number': '99999999999999999999',
	'a number of fifteen digits': '999999999999999',
	'a number past four bytes': '2147483648',
	'a number with an exponent': '1e300',
	'below nothing': '-1',
	'not a number': 'NaN',
	'a list': '[object Object],[]',
	'a new line and a header': '\r\nx-abuse: 1\r\n\r\n<script>alert("abuse")</script>',
	'a template': '${7*7}{{7*7}}<%= 7*7 %>',
	'a name of every object': '__proto__',
	'another name of every object': 'constructor',
	'a long text': 'x'.repeat(300)
};

export const values = Object.entries(hostile).map(([what, value]) => ({ what, value }));

/** Addresses of elsewhere, in the ways in which browsers understand them. */
export const away = [
	'//evil.example',
	'\\\\evil.example',
	'/\\evil.example',
	'https://evil.example',
	'https:evil.example',
	'javascript:alert(1)',
	'/%09/evil.example'
];

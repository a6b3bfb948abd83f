import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const folder = 'src/routes';

/** One thing that can be asked of the site: a page, a file, or what a form does. Its name is the folder of its route, with the action. */
export type Asked = { method: 'GET' | 'POST'; route: string; action?: string };

export const nameOf = ({ method, route, action }: Asked): string =>
	`${method} ${route}${action === undefined || action === 'default' ? '' : `?/${action}`}`;

/** What a module exports, and the names of its actions: read from the source itself, so that none is forgotten. */
function exportsOf(file: string): { names: string[]; actions: string[] } {
	const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
	const names: string[] = [];
	let actions: string[] = [];
	for (const statement of source.statements) {
		const isExported =
			ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) continue;
		if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) names.push(statement.name.text);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			names.push(name.getText());
			if (name.getText() !== 'actions') continue;
			const given = initializer !== undefined && ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer;
			if (given === undefined || !ts.isObjectLiteralExpression(given)) throw new Error(`${file}: its actions cannot be read`);
			actions = given.properties.map((one) => one.name?.getText().replaceAll(/['"]/g, '') ?? '…');
			if (actions.includes('…')) throw new Error(`${file}: its actions cannot be read`);
		}
	}
	return { names, actions };
}

const routeOf = (file: string) => `/${file.split('/').slice(0, -1).join('/')}`;

/** Every page, file and form of the site. */
export function listAsked(): Asked[] {
	const files = globSync('**/{+page.svelte,+page.server.ts,+server.ts}', { cwd: folder }).toSorted();
	const asked = files.flatMap((file): Asked[] => {
		const route = routeOf(file);
		if (file.endsWith('+page.svelte')) return [{ method: 'GET', route }];
		const { names, actions } = exportsOf(file);
		if (file.endsWith('+page.server.ts')) return actions.map((action) => ({ method: 'POST', route, action }));
		const methods = names.filter((name) => /^(GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|fallback)$/.test(name));
		return methods.map((method) => {
			if (method !== 'GET' && method !== 'POST') throw new Error(`${file}: no test asks for ${method}`);
			return { method, route };
		});
	});
	return asked.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** A part of a route that stands for a value, such as `[id=id]` or `[...path]`. */
export const parameterIn = (part: string): string | undefined => /^\[(?:\.\.\.)?(\w+)/.exec(part)?.[1];

/** The address of a route with its parameters filled in. */
export function addressOf({ route, action }: Omit<Asked, 'method'>, values: Readonly<Record<string, string>>): string {
	const parts = route.split('/').map((part) => {
		const name = parameterIn(part);
		if (name === undefined) return part;
		const value = values[name];
		if (value === undefined) throw new Error(`${route}: no value is known for ${name}`);
		return value;
	});
	return `${parts.join('/') || '/'}${action === undefined || action === 'default' ? '' : `?/${action}`}`;
}

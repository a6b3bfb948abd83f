/** The path of a page of this site to lead back to, as a form sends it; undefined for anything that could lead elsewhere. */
export function ownPath(sent: string | undefined): string | undefined {
	return sent !== undefined && /^\/(?:ar|en|es|fr|ru|zh)(?:\/[\w./-]*)?(?:\?[\w=&%.+-]*)?$/.test(sent) ? sent : undefined;
}

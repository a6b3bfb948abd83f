/** The pages are built apart from the command that serves them: what both must see hangs on the process. */
const kept = globalThis as { cinnabarStopping?: AbortController };

/** Aborted as soon as this process is asked to stop; requests under way still finish, and the database is open until they have. */
export const stopping: AbortController = (kept.cinnabarStopping ??= new AbortController());

import about from './ru/about.json' with { type: 'json' };
import cli from './ru/cli.json' with { type: 'json' };
import concepts from './ru/concepts.json' with { type: 'json' };
import document from './ru/document.json' with { type: 'json' };
import documents from './ru/documents.json' with { type: 'json' };
import findings from './ru/findings.json' with { type: 'json' };
import home from './ru/home.json' with { type: 'json' };
import names from './ru/names.json' with { type: 'json' };
import parties from './ru/parties.json' with { type: 'json' };
import passage from './ru/passage.json' with { type: 'json' };
import refused from './ru/refused.json' with { type: 'json' };
import review from './ru/review.json' with { type: 'json' };
import sentences from './ru/sentences.json' with { type: 'json' };
import site from './ru/site.json' with { type: 'json' };
import study from './ru/study.json' with { type: 'json' };
import words from './ru/words.json' with { type: 'json' };

export const ru = {
	about,
	cli,
	concepts,
	document,
	documents,
	findings,
	home,
	names,
	parties,
	passage,
	refused,
	review,
	sentences,
	site,
	study,
	words
};

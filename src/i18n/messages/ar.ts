import about from './ar/about.json' with { type: 'json' };
import account from './ar/account.json' with { type: 'json' };
import agreement from './ar/agreement.json' with { type: 'json' };
import backup from './ar/backup.json' with { type: 'json' };
import bench from './ar/bench.json' with { type: 'json' };
import cli from './ar/cli.json' with { type: 'json' };
import coding from './ar/coding.json' with { type: 'json' };
import concepts from './ar/concepts.json' with { type: 'json' };
import corrections from './ar/corrections.json' with { type: 'json' };
import document from './ar/document.json' with { type: 'json' };
import documents from './ar/documents.json' with { type: 'json' };
import edits from './ar/edits.json' with { type: 'json' };
import exchange from './ar/exchange.json' with { type: 'json' };
import findings from './ar/findings.json' with { type: 'json' };
import history from './ar/history.json' with { type: 'json' };
import home from './ar/home.json' with { type: 'json' };
import levels from './ar/levels.json' with { type: 'json' };
import limits from './ar/limits.json' with { type: 'json' };
import machines from './ar/machines.json' with { type: 'json' };
import mail from './ar/mail.json' with { type: 'json' };
import memos from './ar/memos.json' with { type: 'json' };
import names from './ar/names.json' with { type: 'json' };
import officeNames from './ar/office-names.json' with { type: 'json' };
import offices from './ar/offices.json' with { type: 'json' };
import outage from './ar/outage.json' with { type: 'json' };
import parties from './ar/parties.json' with { type: 'json' };
import passage from './ar/passage.json' with { type: 'json' };
import privacy from './ar/privacy.json' with { type: 'json' };
import quality from './ar/quality.json' with { type: 'json' };
import refused from './ar/refused.json' with { type: 'json' };
import replies from './ar/replies.json' with { type: 'json' };
import review from './ar/review.json' with { type: 'json' };
import sentences from './ar/sentences.json' with { type: 'json' };
import signIn from './ar/sign-in.json' with { type: 'json' };
import site from './ar/site.json' with { type: 'json' };
import study from './ar/study.json' with { type: 'json' };
import versions from './ar/versions.json' with { type: 'json' };
import words from './ar/words.json' with { type: 'json' };

export const ar = {
	about,
	account,
	agreement,
	backup,
	bench,
	cli,
	coding,
	concepts,
	corrections,
	document,
	documents,
	edits,
	exchange,
	findings,
	history,
	home,
	levels,
	limits,
	machines,
	mail,
	memos,
	names,
	'office-names': officeNames,
	offices,
	outage,
	parties,
	passage,
	privacy,
	quality,
	refused,
	replies,
	review,
	sentences,
	'sign-in': signIn,
	site,
	study,
	versions,
	words
};

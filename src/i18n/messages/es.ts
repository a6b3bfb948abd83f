import about from './es/about.json' with { type: 'json' };
import account from './es/account.json' with { type: 'json' };
import agreement from './es/agreement.json' with { type: 'json' };
import backup from './es/backup.json' with { type: 'json' };
import bench from './es/bench.json' with { type: 'json' };
import cli from './es/cli.json' with { type: 'json' };
import coding from './es/coding.json' with { type: 'json' };
import concepts from './es/concepts.json' with { type: 'json' };
import corrections from './es/corrections.json' with { type: 'json' };
import document from './es/document.json' with { type: 'json' };
import documents from './es/documents.json' with { type: 'json' };
import edits from './es/edits.json' with { type: 'json' };
import exchange from './es/exchange.json' with { type: 'json' };
import findings from './es/findings.json' with { type: 'json' };
import history from './es/history.json' with { type: 'json' };
import home from './es/home.json' with { type: 'json' };
import levels from './es/levels.json' with { type: 'json' };
import limits from './es/limits.json' with { type: 'json' };
import machines from './es/machines.json' with { type: 'json' };
import mail from './es/mail.json' with { type: 'json' };
import memos from './es/memos.json' with { type: 'json' };
import names from './es/names.json' with { type: 'json' };
import officeNames from './es/office-names.json' with { type: 'json' };
import offices from './es/offices.json' with { type: 'json' };
import outage from './es/outage.json' with { type: 'json' };
import parties from './es/parties.json' with { type: 'json' };
import passage from './es/passage.json' with { type: 'json' };
import privacy from './es/privacy.json' with { type: 'json' };
import quality from './es/quality.json' with { type: 'json' };
import refused from './es/refused.json' with { type: 'json' };
import replies from './es/replies.json' with { type: 'json' };
import review from './es/review.json' with { type: 'json' };
import sentences from './es/sentences.json' with { type: 'json' };
import signIn from './es/sign-in.json' with { type: 'json' };
import site from './es/site.json' with { type: 'json' };
import study from './es/study.json' with { type: 'json' };
import versions from './es/versions.json' with { type: 'json' };
import words from './es/words.json' with { type: 'json' };

export const es = {
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

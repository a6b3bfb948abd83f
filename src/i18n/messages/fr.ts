import about from './fr/about.json' with { type: 'json' };
import account from './fr/account.json' with { type: 'json' };
import agreement from './fr/agreement.json' with { type: 'json' };
import backup from './fr/backup.json' with { type: 'json' };
import bench from './fr/bench.json' with { type: 'json' };
import cli from './fr/cli.json' with { type: 'json' };
import coding from './fr/coding.json' with { type: 'json' };
import concepts from './fr/concepts.json' with { type: 'json' };
import corrections from './fr/corrections.json' with { type: 'json' };
import document from './fr/document.json' with { type: 'json' };
import documents from './fr/documents.json' with { type: 'json' };
import edits from './fr/edits.json' with { type: 'json' };
import exchange from './fr/exchange.json' with { type: 'json' };
import findings from './fr/findings.json' with { type: 'json' };
import history from './fr/history.json' with { type: 'json' };
import home from './fr/home.json' with { type: 'json' };
import levels from './fr/levels.json' with { type: 'json' };
import limits from './fr/limits.json' with { type: 'json' };
import machines from './fr/machines.json' with { type: 'json' };
import mail from './fr/mail.json' with { type: 'json' };
import memos from './fr/memos.json' with { type: 'json' };
import names from './fr/names.json' with { type: 'json' };
import officeNames from './fr/office-names.json' with { type: 'json' };
import offices from './fr/offices.json' with { type: 'json' };
import outage from './fr/outage.json' with { type: 'json' };
import parties from './fr/parties.json' with { type: 'json' };
import passage from './fr/passage.json' with { type: 'json' };
import privacy from './fr/privacy.json' with { type: 'json' };
import quality from './fr/quality.json' with { type: 'json' };
import refused from './fr/refused.json' with { type: 'json' };
import replies from './fr/replies.json' with { type: 'json' };
import review from './fr/review.json' with { type: 'json' };
import sentences from './fr/sentences.json' with { type: 'json' };
import signIn from './fr/sign-in.json' with { type: 'json' };
import site from './fr/site.json' with { type: 'json' };
import study from './fr/study.json' with { type: 'json' };
import versions from './fr/versions.json' with { type: 'json' };
import words from './fr/words.json' with { type: 'json' };

export const fr = {
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

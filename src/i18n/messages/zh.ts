import about from './zh/about.json' with { type: 'json' };
import account from './zh/account.json' with { type: 'json' };
import agreement from './zh/agreement.json' with { type: 'json' };
import backup from './zh/backup.json' with { type: 'json' };
import bench from './zh/bench.json' with { type: 'json' };
import cli from './zh/cli.json' with { type: 'json' };
import coding from './zh/coding.json' with { type: 'json' };
import concepts from './zh/concepts.json' with { type: 'json' };
import corrections from './zh/corrections.json' with { type: 'json' };
import document from './zh/document.json' with { type: 'json' };
import documents from './zh/documents.json' with { type: 'json' };
import edits from './zh/edits.json' with { type: 'json' };
import exchange from './zh/exchange.json' with { type: 'json' };
import findings from './zh/findings.json' with { type: 'json' };
import history from './zh/history.json' with { type: 'json' };
import home from './zh/home.json' with { type: 'json' };
import levels from './zh/levels.json' with { type: 'json' };
import limits from './zh/limits.json' with { type: 'json' };
import machines from './zh/machines.json' with { type: 'json' };
import mail from './zh/mail.json' with { type: 'json' };
import memos from './zh/memos.json' with { type: 'json' };
import names from './zh/names.json' with { type: 'json' };
import officeNames from './zh/office-names.json' with { type: 'json' };
import offices from './zh/offices.json' with { type: 'json' };
import outage from './zh/outage.json' with { type: 'json' };
import parties from './zh/parties.json' with { type: 'json' };
import passage from './zh/passage.json' with { type: 'json' };
import privacy from './zh/privacy.json' with { type: 'json' };
import quality from './zh/quality.json' with { type: 'json' };
import refused from './zh/refused.json' with { type: 'json' };
import replies from './zh/replies.json' with { type: 'json' };
import review from './zh/review.json' with { type: 'json' };
import sentences from './zh/sentences.json' with { type: 'json' };
import signIn from './zh/sign-in.json' with { type: 'json' };
import site from './zh/site.json' with { type: 'json' };
import study from './zh/study.json' with { type: 'json' };
import versions from './zh/versions.json' with { type: 'json' };
import words from './zh/words.json' with { type: 'json' };

export const zh = {
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

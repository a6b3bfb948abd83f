import type { Audited, Confidence, CorrectedCount, Share, Stratum } from './model.ts';
import { sumInterval, wilsonOf } from './proportion.ts';

/** How much the spread over documents adds to the variance of a share (Kish 1965, ratio of a cluster sample); 1 at least, and where one cannot see it. */
function designEffectOf(audited: readonly Audited[], share: number, total: number): number {
	const documents = audited.filter(({ passages }) => passages > 0);
	if (documents.length < 2 || share === 0 || share === 1) return 1;
	const squares = documents.reduce((sum, { passages, real }) => sum + (real - share * passages) ** 2, 0);
	const clustered = (documents.length / (documents.length - 1)) * (squares / total ** 2);
	return Math.max(1, clustered / ((share * (1 - share)) / total));
}

/**
 * The share of a stratum that is real, with Wilson's interval on the effective number of audited passages: fewer where those of one
 * document are alike, more where little of the stratum was left unread, endless where all of it was read.
 */
function shareOf({ passages, audited }: Stratum, confidence: Confidence): Share | null {
	const read = audited.reduce((sum, one) => sum + one.passages, 0);
	const real = audited.reduce((sum, one) => sum + one.real, 0);
	if (read > passages || real > read) throw new RangeError(`${real} real of ${read} audited of ${passages} passages`);
	if (read === 0) return null;
	const share = real / read;
	const designEffect = designEffectOf(audited, share, read);
	const effective = read >= passages ? Infinity : read / designEffect / (1 - read / passages);
	const { low, high } = wilsonOf(share, effective, confidence);
	// What was read is known: neither bound may contradict it.
	const bounds = { low: Math.max(low, real / passages), high: Math.min(high, 1 - (read - real) / passages) };
	return { share, ...bounds, audited: read, real, designEffect };
}

/**
 * How many passages do speak of a concept: the marked ones times the precision of the machine, plus those left empty times its miss
 * rate (the estimate of a total from a stratified sample, Cochran 1977, chapter 5), with the interval of {@link sumInterval}. It holds
 * only where the audited passages were drawn at random from each of the two; passages that were read because the machine was unsure of
 * them must not be among them. Null where one of the two was not audited at all.
 *
 * Precision and miss rate are used, not sensitivity and specificity (Rogan and Gladen 1978): an audit that draws by what the machine
 * said measures the first two directly, and they need not hold for any other material.
 */
export function correctCount(marked: Stratum, empty: Stratum, confidence: Confidence = 0.95): CorrectedCount | null {
	const shares = [marked, empty].map((stratum) => (stratum.passages === 0 ? null : shareOf(stratum, confidence)));
	const [precision = null, missRate = null] = shares;
	if ((marked.passages > 0 && precision === null) || (empty.passages > 0 && missRate === null)) return null;
	const terms = [
		...(precision ? [{ ...precision, weight: marked.passages, value: precision.share }] : []),
		...(missRate ? [{ ...missRate, weight: empty.passages, value: missRate.share }] : [])
	];
	const { value: estimate, low, high } = sumInterval(terms);
	return { estimate, low, high, raw: marked.passages, precision, missRate };
}

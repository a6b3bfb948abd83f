import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoEqualEarth, geoPath } from 'd3-geo';
import type { GeoContext } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Feature, FeatureCollection, MultiPoint } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { smallStates } from './small-states.ts';

/** Everything that the map draws: one path per country, one circle per small State, by M49 code. */
export type World = {
	width: number;
	height: number;
	lands: { m49: string; path: string }[];
	islands: { m49: string; x: number; y: number }[];
};

const width = 640;
const margin = 4;
const antarctica = '010';

/** Outlines that the M49 list of the United Nations has under another code than Natural Earth, or that Natural Earth gives none. */
const listedUnder: Record<string, string> = { '158': '156', 'N. Cyprus': '196', Somaliland: '706', Kosovo: '688' };

let drawn: World | undefined;

/** The world in the Equal Earth projection, drawn once per process. */
export function world(): World {
	drawn ??= draw();
	return drawn;
}

function draw(): World {
	const file = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
	// The file is part of a pinned package and has this shape.
	const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
	const countries = feature(topology, topology.objects.countries);
	const shown = countries.features.filter(({ id }) => id !== antarctica);
	const small: Feature<MultiPoint> = {
		type: 'Feature',
		properties: {},
		geometry: { type: 'MultiPoint', coordinates: Object.values(smallStates) }
	};
	const all: FeatureCollection = { type: 'FeatureCollection', features: [...shown, small] };
	const projection = geoEqualEarth()
		.rotate([-11, 0])
		.precision(2)
		.fitWidth(width - 2 * margin, all);
	const [across, down] = projection.translate();
	projection.translate([across + margin, down + margin]);
	const lands = shown.map((one) => {
		const code = String(one.id ?? one.properties.name);
		const pen = wholeUnits();
		geoPath(projection, pen.context)(one);
		return { m49: listedUnder[code] ?? code, path: pen.path() };
	});
	const islands = Object.entries(smallStates).map(([m49, place]) => {
		const [x = 0, y = 0] = projection(place) ?? [];
		return { m49, x: Math.round(x), y: Math.round(y) };
	});
	const [, [, bottom]] = geoPath(projection).bounds(all);
	return { width, height: Math.ceil(bottom) + margin, lands, islands };
}

/** Writes outlines in steps of whole units, which is a third of the size of full coordinates; rings smaller than that vanish. */
function wholeUnits() {
	const rings: [number, number][][] = [];
	const add = (x: number, y: number) => {
		const ring = rings.at(-1);
		const [lastX, lastY] = ring?.at(-1) ?? [NaN, NaN];
		const [wholeX, wholeY] = [Math.round(x), Math.round(y)];
		if (wholeX !== lastX || wholeY !== lastY) ring?.push([wholeX, wholeY]);
	};
	const context: GeoContext = {
		beginPath: () => {},
		moveTo: (x, y) => {
			rings.push([]);
			add(x, y);
		},
		lineTo: add,
		arc: () => {},
		closePath: () => {}
	};
	const path = () => {
		const kept = rings.filter((ring, i) => ring.length > 2 || (i === 0 && rings.length === 1));
		return kept.map((ring) => `${ring.map((point, i) => step(point, ring[i - 1])).join('')}z`.replace('l ', 'l')).join('');
	};
	return { context, path };
}

function step([x, y]: [number, number], before?: [number, number]): string {
	if (before === undefined) return `M${x} ${y}l`;
	// A minus sign parts two numbers as well as a space does.
	return [x - before[0], y - before[1]].map((n) => (n < 0 ? `${n}` : ` ${n}`)).join('');
}

import {
  BufferGeometry,
  CapsuleGeometry,
  CatmullRomCurve3,
  ExtrudeGeometry,
  Float32BufferAttribute,
  LatheGeometry,
  Matrix4,
  Quaternion,
  Shape,
  SphereGeometry,
  TubeGeometry,
  Vector2,
  Vector3,
} from "three";
import type { BoneData } from "./data";

const UP = new Vector3(0, 1, 0);
const ROUND = 11;
/** Half the thickness of a long bone along its length, against its middle. */
const LONG_BONE = [0, 1.15, 1.6, 1.7, 1.45, 1.05, 0.9, 0.84, 0.82, 0.84, 0.9, 1.1, 1.55, 1.85, 1.7, 1.2, 0];
const LONG_BONE_AT = [0, 0.003, 0.02, 0.045, 0.09, 0.16, 0.28, 0.42, 0.55, 0.68, 0.8, 0.88, 0.94, 0.965, 0.985, 0.997, 1];
/** A vertebra's body is slimmer in its middle. */
const VERTEBRA = [0, 0.92, 1, 0.9, 0.84, 0.9, 1, 0.92, 0];
const VERTEBRA_AT = [0, 0, 0.1, 0.3, 0.5, 0.7, 0.9, 1, 1];

/** Surfaces of a simple bone, in its body's frame. */
export function boneShape(bone: BoneData): BufferGeometry[] {
  const points = bone.points.map((point) => new Vector3(...point));
  const { radius } = bone;
  const shapes = points.length ? (SHAPES[bone.kind] ?? shaft)(points, radius, bone) : [];
  return shapes.map(plain);
}

type Maker = (points: Vector3[], radius: number, bone: BoneData) => BufferGeometry[];

const SHAPES: Readonly<Record<string, Maker>> = {
  shaft,
  bar: (points, radius) => [rod(points[0]!, points[points.length - 1]!, radius)],
  pelvis: hipBone,
  sacrum,
  vertebra,
  ribs: (points, radius) => [tube(points, radius, true)],
  skull,
  foot,
  hand,
};

/** Position and normal alone, so that pieces can be merged. */
function plain(shape: BufferGeometry): BufferGeometry {
  const bare = shape.index ? shape.toNonIndexed() : shape;
  for (const name of Object.keys(bare.attributes)) {
    if (name !== "position" && name !== "normal") bare.deleteAttribute(name);
  }
  return bare;
}

function shaft(points: Vector3[], radius: number, bone: BoneData): BufferGeometry[] {
  const [first, second] = [points[0]!, points[1] ?? points[0]!];
  if (points.length > 3) return [tube(points, 0.7 * radius), ...beads(points, radius)];
  if (points.length === 3) {
    // A thigh: head, neck, then the shaft from the trochanter to the knee.
    return [
      ball(first, 1.5 * radius),
      rod(first, second, 0.85 * radius),
      ...limb(second, points[2]!, radius),
    ];
  }
  return bone.side ? limb(first, second, radius) : [rod(first, second, radius)];
}

/** A long bone with thick ends; a capsule where it is too short to have them. */
function limb(from: Vector3, to: Vector3, radius: number): BufferGeometry[] {
  const length = from.distanceTo(to);
  if (length < 8 * radius || radius < 0.007) return [rod(from, to, radius)];
  return [turned(LONG_BONE, LONG_BONE_AT, from, to, radius)];
}

/** A profile turned about the line between two points. */
function turned(
  profile: readonly number[],
  at: readonly number[],
  from: Vector3,
  to: Vector3,
  radius: number,
): BufferGeometry {
  const length = from.distanceTo(to);
  const outline = profile.map((wide, i) => new Vector2(wide * radius, (at[i] ?? 0) * length));
  return placed(new LatheGeometry(outline, ROUND), from, to);
}

/** A shape that stands on the origin along Y, put on one point towards another. */
function placed(shape: BufferGeometry, from: Vector3, to: Vector3): BufferGeometry {
  const along = to.clone().sub(from).normalize();
  const turn = new Quaternion().setFromUnitVectors(UP, along.lengthSq() ? along : UP);
  return shape.applyQuaternion(turn).translate(from.x, from.y, from.z);
}

function rod(from: Vector3, to: Vector3, radius: number): BufferGeometry {
  const length = from.distanceTo(to);
  const shape = new CapsuleGeometry(radius, length, 5, ROUND).translate(0, length / 2, 0);
  return placed(shape, from, to);
}

function ball(centre: Vector3, radius: number): BufferGeometry {
  return new SphereGeometry(radius, 14, 10).translate(centre.x, centre.y, centre.z);
}

function tube(points: readonly Vector3[], radius: number, closed = false): BufferGeometry {
  const curve = new CatmullRomCurve3([...points], closed, "centripetal");
  return new TubeGeometry(curve, 4 * points.length, radius, 7, closed);
}

/** Vertebrae of a spine that is one piece. */
function beads(points: readonly Vector3[], radius: number): BufferGeometry[] {
  const curve = new CatmullRomCurve3([...points], false, "centripetal");
  const count = Math.max(2, Math.round(curve.getLength() / (2.1 * radius)));
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [(i + 0.08) / count, (i + 0.92) / count];
    return turned(VERTEBRA, VERTEBRA_AT, curve.getPointAt(from), curve.getPointAt(to), radius);
  });
}

/** Body, spinous process and, square to their plane, transverse processes. */
function vertebra(points: Vector3[], radius: number): BufferGeometry[] {
  const [low, high, tip] = points;
  if (!low || !high) return [];
  const shapes = [turned(VERTEBRA, VERTEBRA_AT, low, high, radius)];
  if (!tip) return shapes;
  const middle = low.clone().add(high).multiplyScalar(0.5);
  const arch = middle.clone().lerp(tip, 0.45);
  const across = squareTo(low, high, tip).multiplyScalar(1.9 * radius);
  shapes.push(rod(middle, tip, 0.3 * radius));
  for (const side of [-1, 1]) {
    shapes.push(rod(arch, arch.clone().addScaledVector(across, side), 0.22 * radius));
  }
  return shapes;
}

/** Square to the plane of three points. */
function squareTo(a: Vector3, b: Vector3, c: Vector3): Vector3 {
  const square = b.clone().sub(a).cross(c.clone().sub(a));
  return square.lengthSq() > 1e-12 ? square.normalize() : new Vector3(0, 0, 1);
}

/** A ring: the crest from back to front, the pubis, the ischium; a blade and a socket in it. */
function hipBone(points: Vector3[], radius: number): BufferGeometry[] {
  if (points.length !== 10) return [tube(points, radius, points.length > 2)];
  const [front, notch, ischium] = [points[5]!, points[9]!, points[8]!];
  const socket = front.clone().add(notch).multiplyScalar(0.5);
  const crest = new CatmullRomCurve3(points.slice(0, 6), false, "centripetal");
  const rim = new CatmullRomCurve3([notch, socket, front], false, "centripetal");
  return [
    tube(points.slice(0, 6), 0.75 * radius),
    tube([front, ...points.slice(6, 10), points[9]!.clone().lerp(points[0]!, 0.5), points[0]!], 0.85 * radius),
    blade(crest, rim, 0.45 * radius),
    ball(socket, 2.9 * radius),
    ball(ischium, 1.55 * radius),
    ball(points[6]!.clone().lerp(points[7]!, 0.5), 1.35 * radius),
  ];
}

/** A curved sheet between two lines, both sides of it, hollow towards the inside. */
function blade(upper: CatmullRomCurve3, lower: CatmullRomCurve3, half: number): BufferGeometry {
  const [wide, high] = [20, 10];
  const places: number[] = [];
  const index: number[] = [];
  for (const face of [-1, 1]) {
    const first = places.length / 3;
    for (let i = 0; i <= wide; i++) {
      const top = upper.getPointAt(i / wide);
      const bottom = lower.getPointAt(i / wide);
      for (let j = 0; j <= high; j++) {
        const point = bottom.clone().lerp(top, j / high);
        // Thin at its rims, and a little nearer to the middle of the body within.
        const within = Math.sin((Math.PI * i) / wide) * Math.sin((Math.PI * j) / high);
        point.z -= Math.sign(point.z) * 2.4 * half * within;
        point.z += face * half * within;
        places.push(point.x, point.y, point.z);
      }
    }
    for (let i = 0; i < wide; i++) {
      for (let j = 0; j < high; j++) {
        const a = first + i * (high + 1) + j;
        const b = a + high + 1;
        index.push(...(face > 0 ? [a, b, a + 1, b, b + 1, a + 1] : [a, a + 1, b, b, a + 1, b + 1]));
      }
    }
  }
  const shape = new BufferGeometry();
  shape.setAttribute("position", new Float32BufferAttribute(places, 3));
  shape.setIndex(index);
  shape.computeVertexNormals();
  return shape;
}

/** A wedge that gets narrower and thinner downwards. */
function sacrum(points: Vector3[], radius: number): BufferGeometry[] {
  if (points.length < 3) return shaft(points, radius, { body: 0, kind: "", side: "", points: [], radius });
  const across = squareTo(points[0]!, points[1]!, points[points.length - 1]!);
  const curve = new CatmullRomCurve3(points, false, "centripetal");
  const [rings, spokes] = [18, 20];
  const places: number[] = [];
  const index: number[] = [];
  for (let i = 0; i <= rings; i++) {
    const share = i / rings;
    const end = i === 0 || i === rings ? 0.02 : 1;
    const centre = curve.getPointAt(share);
    const back = across.clone().cross(curve.getTangentAt(share)).normalize();
    const wide = end * radius * (2.9 - 2.5 * share ** 1.2);
    const thick = end * radius * (1.05 - 0.7 * share);
    for (let k = 0; k < spokes; k++) {
      const angle = (2 * Math.PI * k) / spokes;
      const point = centre
        .clone()
        .addScaledVector(across, wide * Math.cos(angle))
        .addScaledVector(back, thick * Math.sin(angle));
      places.push(point.x, point.y, point.z);
      if (i === rings) continue;
      const [a, b] = [i * spokes + k, i * spokes + ((k + 1) % spokes)];
      index.push(a, b, a + spokes, b, b + spokes, a + spokes);
    }
  }
  const shape = new BufferGeometry();
  shape.setAttribute("position", new Float32BufferAttribute(places, 3));
  shape.setIndex(index);
  shape.computeVertexNormals();
  return [shape];
}

/** From the skull's base, its centre and the chin: a cranium, a face and a jaw. */
function skull(points: Vector3[], radius: number): BufferGeometry[] {
  const [base, centre = base!, chin] = points;
  if (!base || !chin) return [ball(centre, radius)];
  const right = squareTo(base, centre, chin).negate();
  const up = centre.clone().sub(base).normalize();
  const ahead = up.clone().cross(right).normalize();
  if (ahead.dot(chin.clone().sub(centre)) < 0) ahead.negate();
  const frame = new Matrix4().makeBasis(ahead, up, right);
  const egg = (at: Vector3, x: number, y: number, z: number): BufferGeometry =>
    new SphereGeometry(radius, 20, 14)
      .scale(x, y, z)
      .applyMatrix4(frame)
      .translate(at.x, at.y, at.z);
  const cranium = centre.clone().addScaledVector(ahead, -0.12 * radius).addScaledVector(up, 0.1 * radius);
  return [
    egg(cranium, 1.12, 0.98, 0.86),
    egg(centre.clone().lerp(chin, 0.34), 0.8, 0.82, 0.7),
    egg(centre.clone().lerp(chin, 0.66), 0.62, 0.52, 0.56),
  ];
}

/** A wedge with rounded edges: its outline from the side, as wide as it is. */
function foot(points: Vector3[], radius: number): BufferGeometry[] {
  if (points.length < 3) return limb(points[0]!, points[points.length - 1]!, radius);
  const across = new Vector3();
  points.forEach((point, i) => across.add(point.clone().cross(points[(i + 1) % points.length]!)));
  across.normalize();
  const along = points[points.length - 1]!.clone().sub(points[0]!).projectOnPlane(across).normalize();
  const third = across.clone().cross(along);
  const from = points[0]!;
  const outline = new Shape(
    points.map((point) => {
      const way = point.clone().sub(from);
      return new Vector2(way.dot(along), way.dot(third));
    }),
  );
  const soft = Math.min(0.009, 0.3 * radius);
  const depth = 2 * (radius - soft);
  const shape = new ExtrudeGeometry(outline, {
    depth,
    bevelThickness: soft,
    bevelSize: soft,
    bevelOffset: -soft,
    bevelSegments: 3,
  });
  const frame = new Matrix4().makeBasis(along, third, across).setPosition(from);
  return [shape.translate(0, 0, -depth / 2).applyMatrix4(frame)];
}

/** A flat paddle. */
function hand(points: Vector3[], radius: number): BufferGeometry[] {
  const [from, to] = [points[0]!, points[points.length - 1]!];
  const length = from.distanceTo(to);
  const shape = new CapsuleGeometry(radius, Math.max(0.01, length - radius), 6, ROUND)
    .translate(0, length / 2, 0)
    .scale(1, 1, 0.55);
  return [placed(shape, from, to)];
}

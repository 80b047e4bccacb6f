import { BufferAttribute, BufferGeometry, Color, Mesh, MeshLambertMaterial, SRGBColorSpace, Vector3 } from "three";

const RINGS = 20;
const SPOKES = 8;
const TENDON_M = 0.0045;
const BELLY_M = 0.011;

/** A muscle: thin at its ends, thick between them, along a path that moves. */
export class Tube {
  readonly mesh: Mesh<BufferGeometry, MeshLambertMaterial>;
  private readonly position = new Float32Array(RINGS * SPOKES * 3);
  private readonly normal = new Float32Array(RINGS * SPOKES * 3);
  private readonly colour = new Color();

  constructor() {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(this.position, 3));
    geometry.setAttribute("normal", new BufferAttribute(this.normal, 3));
    geometry.setIndex(faces());
    this.mesh = new Mesh(geometry, new MeshLambertMaterial());
    this.mesh.frustumCulled = false;
  }

  /** Lay it along points (x, y, z each), in a colour (0 to 255 each). */
  update(points: Float32Array, [red, green, blue]: readonly [number, number, number]): void {
    const known = points.every((value) => Number.isFinite(value));
    this.mesh.visible = known && points.length >= 6;
    if (!this.mesh.visible) return;
    this.mesh.material.color.copy(this.colour.setRGB(red / 255, green / 255, blue / 255, SRGBColorSpace));
    this.lay(spread(points));
    this.mesh.geometry.attributes["position"]!.needsUpdate = true;
    this.mesh.geometry.attributes["normal"]!.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }

  private lay(line: readonly Vector3[]): void {
    const along = new Vector3();
    const across = new Vector3(0.3, 0.1, 1);
    const third = new Vector3();
    line.forEach((point, ring) => {
      const next = line[Math.min(ring + 1, RINGS - 1)]!;
      const last = line[Math.max(ring - 1, 0)]!;
      along.subVectors(next, last).normalize();
      // Carried on from ring to ring, so that the tube does not twist.
      across.addScaledVector(along, -across.dot(along)).normalize();
      third.crossVectors(along, across);
      const radius = TENDON_M + (BELLY_M - TENDON_M) * Math.sin((Math.PI * ring) / (RINGS - 1)) ** 1.5;
      for (let spoke = 0; spoke < SPOKES; spoke++) {
        const angle = (2 * Math.PI * spoke) / SPOKES;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const at = 3 * (ring * SPOKES + spoke);
        for (let axis = 0; axis < 3; axis++) {
          const out = c * across.getComponent(axis) + s * third.getComponent(axis);
          this.normal[at + axis] = out;
          this.position[at + axis] = point.getComponent(axis) + radius * out;
        }
      }
    });
  }
}

/** Points at even distances along a path. */
function spread(points: Float32Array): Vector3[] {
  const corners: Vector3[] = [];
  for (let i = 0; i < points.length; i += 3) corners.push(new Vector3().fromArray(points, i));
  const lengths = [0];
  for (let i = 1; i < corners.length; i++) {
    lengths.push(lengths[i - 1]! + corners[i]!.distanceTo(corners[i - 1]!));
  }
  const whole = lengths[lengths.length - 1]!;
  let part = 0;
  return Array.from({ length: RINGS }, (_, ring) => {
    const wanted = (whole * ring) / (RINGS - 1);
    while (part < corners.length - 2 && lengths[part + 1]! < wanted) part++;
    const size = lengths[part + 1]! - lengths[part]!;
    const share = size > 0 ? (wanted - lengths[part]!) / size : 0;
    return new Vector3().lerpVectors(corners[part]!, corners[part + 1]!, Math.min(1, share));
  });
}

function faces(): number[] {
  const found: number[] = [];
  for (let ring = 0; ring < RINGS - 1; ring++) {
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const next = (spoke + 1) % SPOKES;
      const [a, b] = [ring * SPOKES + spoke, ring * SPOKES + next];
      found.push(a, b, a + SPOKES, b, b + SPOKES, a + SPOKES);
    }
  }
  return found;
}

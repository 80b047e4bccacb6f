import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
} from "three";
import { COLOUR } from "./look";
import type { Moment } from "./playback";

const PARTS = 24;
/** From the middle of the pelvis, where the tail begins and ends. */
export const TAIL_M: readonly [number, number] = [0.13, 0.36];
const RADIANS = Math.PI / 180;

/** Angles of the tail below the horizontal, in radians: now, and where the tuck began. */
export function tail(moment: Moment): { now: number; from: number } {
  const now = (moment.numbers.get("pelvis_change_deg") ?? NaN) * RADIANS;
  const tuck = (moment.numbers.get("tuck_deg") ?? NaN) * RADIANS;
  return { now, from: Number.isNaN(tuck) ? now : now - tuck };
}

/** The tilt of the pelvis as a tail behind it: level as standing, down where it tucks. */
export class Gauge {
  readonly group = new Group();
  private readonly fan: Mesh;
  private readonly places = new Float32Array((PARTS + 1) * 6);
  private readonly now: Mesh;

  constructor() {
    const shape = new BufferGeometry();
    shape.setAttribute("position", new BufferAttribute(this.places, 3));
    shape.setIndex(
      Array.from({ length: PARTS }, (_, i) => [2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 1, 2 * i + 3, 2 * i + 2]).flat(),
    );
    this.fan = new Mesh(shape, paint(COLOUR.tuck, 0.45));
    this.fan.frustumCulled = false;
    this.now = line(COLOUR.tilt, 0.009);
    this.group.add(this.fan, line("#94a3b8", 0.004), this.now);
    this.group.children.forEach((child, i) => (child.renderOrder = 10 + i));
  }

  update(moment: Moment, shown: boolean): void {
    const { now, from } = tail(moment);
    this.group.visible = shown && moment.solved && !Number.isNaN(now + moment.pelvis[0]!);
    if (!this.group.visible) return;
    this.group.position.fromArray(moment.pelvis);
    this.now.rotation.z = now;
    this.fan.visible = from !== now;
    for (let i = 0; i <= PARTS; i++) {
      const angle = from + ((now - from) * i) / PARTS;
      TAIL_M.forEach((radius, end) => {
        this.places.set([-radius * Math.cos(angle), -radius * Math.sin(angle), 0], 6 * i + 3 * end);
      });
    }
    this.fan.geometry.attributes["position"]!.needsUpdate = true;
  }
}

/** Seen through the bones, from both sides. */
function paint(colour: string, opacity: number): MeshBasicMaterial {
  return new MeshBasicMaterial({
    color: colour,
    opacity,
    transparent: true,
    depthTest: false,
    depthWrite: false,
    side: DoubleSide,
  });
}

function line(colour: string, wide: number): Mesh {
  const [from, to] = TAIL_M;
  const shape = new PlaneGeometry(to - from, wide).translate(-(from + to) / 2, 0, 0);
  return new Mesh(shape, paint(colour, 1));
}

import {
  type Color,
  ConeGeometry,
  CylinderGeometry,
  Group,
  Mesh,
  MeshLambertMaterial,
  Vector3,
} from "three";

const UP = new Vector3(0, 1, 0);
const HEAD_M = 0.06;

/** An arrow whose tail stands where a force acts. */
export class Arrow {
  readonly group = new Group();
  private readonly shaft: Mesh;
  private readonly head: Mesh;
  private readonly along = new Vector3();

  constructor(
    colour: Color,
    private readonly radius: number,
  ) {
    const material = new MeshLambertMaterial({ color: colour });
    this.shaft = new Mesh(new CylinderGeometry(1, 1, 1, 12).translate(0, 0.5, 0), material);
    this.head = new Mesh(new ConeGeometry(2.6, 1, 16).translate(0, 0.5, 0), material);
    this.group.add(this.shaft, this.head);
  }

  /** Put it at a point; a length of 0 or one that is not known hides it. */
  update(point: Float32Array, force: Float32Array, index: number, mPerNewton: number, smallest: number): void {
    this.along.fromArray(force, 3 * index);
    const size = this.along.length();
    this.group.visible = size > smallest && Number.isFinite(point[3 * index]!);
    if (!this.group.visible) return;
    const length = size * mPerNewton;
    const head = Math.min(HEAD_M, 0.5 * length);
    this.group.position.fromArray(point, 3 * index);
    this.group.quaternion.setFromUnitVectors(UP, this.along.divideScalar(size));
    this.shaft.scale.set(this.radius, Math.max(1e-4, length - head), this.radius);
    this.head.scale.set(this.radius, head, this.radius);
    this.head.position.y = length - head;
  }

  dispose(): void {
    for (const mesh of [this.shaft, this.head]) mesh.geometry.dispose();
    (this.shaft.material as MeshLambertMaterial).dispose();
  }
}

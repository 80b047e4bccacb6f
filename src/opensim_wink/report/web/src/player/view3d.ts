import {
  AmbientLight,
  CircleGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  GridHelper,
  Group,
  HemisphereLight,
  InstancedMesh,
  type Material,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PerspectiveCamera,
  RingGeometry,
  Scene,
  SphereGeometry,
  Spherical,
  Vector3,
  WebGLRenderer,
} from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { Arrow } from "./arrow";
import { bodyMeshes } from "./bones3d";
import { type Bounds, boundsOf } from "./bounds";
import {
  ARROW_M_PER_WEIGHT,
  COLOUR,
  DIRECTIONS,
  type Direction,
  SMALLEST_FORCE_N,
  type Shown,
  USUAL_WEIGHT_N,
  type View,
  changeColour,
  changeLimit,
} from "./look";
import { Gauge } from "./gauge";
import type { Moment, Playback } from "./playback";
import { Tube } from "./tube";

const FIELD_DEG = 22;
const NEAR_M = 2.1;
const STILL_MS = 300;
const RADIANS = Math.PI / 180;

/** What a view needs from the player. */
export interface Stage {
  readonly host: HTMLElement;
  readonly playback: Playback;
  readonly moment: () => Moment;
  readonly shown: () => Shown;
  /** Ask for a picture soon. */
  readonly redraw: () => void;
  /** The user turned the figure by hand. */
  readonly turned: () => void;
}

/** The figure in space. */
export class View3d implements View {
  readonly kind = "webgl";
  readonly element: HTMLCanvasElement;
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(FIELD_DEG, 1, 0.1, 100);
  private readonly controls: OrbitControls;
  private readonly bounds: Bounds;
  private readonly bodies: Group[] = [];
  private readonly tubes: Tube[];
  private readonly arrows: Arrow[];
  private readonly dots: InstancedMesh;
  private readonly rings: InstancedMesh;
  private readonly limit: number;
  private readonly gauge = new Gauge();
  private readonly matrix = new Matrix4();
  private readonly way = new Vector3();
  private follows = false;
  private sharpening = 0;
  private direction: Direction = DIRECTIONS["side"]!;

  constructor(
    private readonly stage: Stage,
    canvas: HTMLCanvasElement,
    context: WebGL2RenderingContext,
    private readonly slow: boolean,
  ) {
    this.element = canvas;
    this.renderer = new WebGLRenderer({ canvas, context });
    this.renderer.setPixelRatio(slow ? 1 : Math.min(2, window.devicePixelRatio || 1));
    this.scene.background = new Color(COLOUR.background);
    this.bounds = boundsOf(stage.playback);
    this.limit = changeLimit(stage.playback.change);
    this.controls = this.madeControls();
    this.addLight();
    this.addFloor();
    this.addBodies();
    this.scene.add(this.gauge.group);
    const { data } = stage.playback;
    this.tubes = data.paths.map(() => new Tube());
    for (const tube of this.tubes) this.scene.add(tube.mesh);
    this.arrows = data.forces.map((force) => {
      const ground = force.kind === "ground";
      return new Arrow(new Color(ground ? COLOUR.ground : COLOUR.joints), ground ? 0.008 : 0.006);
    });
    for (const arrow of this.arrows) this.scene.add(arrow.group);
    this.dots = this.madeMarkers(new SphereGeometry(0.009, 8, 6), COLOUR.measured);
    this.rings = this.madeMarkers(new RingGeometry(0.012, 0.0165, 24), COLOUR.modelled);
    this.resize();
    this.look(this.direction);
  }

  draw(): void {
    const moment = this.stage.moment();
    const shown = this.stage.shown();
    this.follow(moment);
    this.drawBodies(moment, shown);
    this.gauge.update(moment, shown.tilt && this.stage.playback.data.upright);
    this.drawPaths(moment, shown);
    this.drawForces(moment, shown);
    this.drawMarkers(this.dots, moment.measured, shown.measured, false);
    this.drawMarkers(this.rings, moment.modelled, shown.modelled && moment.solved, true);
    if (this.slow) this.sharpenSoon();
    this.renderer.render(this.scene, this.camera);
  }

  /** Software draws few pixels while the figure moves, and all of them once it stands. */
  private sharpenSoon(): void {
    window.clearTimeout(this.sharpening);
    this.resolve(1);
    this.sharpening = window.setTimeout(() => {
      this.resolve(2);
      this.renderer.render(this.scene, this.camera);
    }, STILL_MS);
  }

  private resolve(ratio: number): void {
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
  }

  look(direction: Direction): void {
    this.direction = direction;
    this.controls.target.fromArray(this.bounds.centre);
    this.place(this.follows ? NEAR_M : this.distance());
  }

  zoom(factor: number): void {
    const offset = this.camera.position.clone().sub(this.controls.target);
    const nearest = this.controls.minDistance;
    const length = Math.min(Math.max(offset.length() / factor, nearest), this.controls.maxDistance);
    this.camera.position.copy(this.controls.target).add(offset.setLength(length));
    this.controls.update();
    this.stage.redraw();
  }

  whole(): void {
    this.follows = false;
    this.look(this.eye());
  }

  pelvis(): void {
    this.follows = true;
    this.look(this.eye());
  }

  resize(): void {
    const { clientWidth: wide, clientHeight: high } = this.stage.host;
    if (!wide || !high) return;
    const before = this.distance();
    const away = this.camera.position.distanceTo(this.controls.target);
    this.camera.aspect = wide / high;
    this.camera.updateProjectionMatrix();
    this.renderer.setSize(wide, high, false);
    // Keep how much of the figure is seen when the window changes its shape.
    if (away > 0) this.zoom(before / this.distance());
    this.stage.redraw();
  }

  dispose(): void {
    window.clearTimeout(this.sharpening);
    this.controls.dispose();
    for (const thing of [...this.tubes, ...this.arrows]) thing.dispose();
    this.scene.traverse((object) => {
      if (!(object instanceof Mesh)) return;
      object.geometry.dispose();
      (object.material as Material).dispose();
    });
    this.renderer.dispose();
  }

  /** From where it is seen now, however the user has turned it. */
  private eye(): Direction {
    const offset = this.camera.position.clone().sub(this.controls.target);
    const turn = new Spherical().setFromVector3(offset);
    return { azimuthDeg: turn.theta / RADIANS, elevationDeg: 90 - turn.phi / RADIANS };
  }

  /** The eye goes along with the pelvis where that was asked for. */
  private follow(moment: Moment): void {
    if (!this.follows || Number.isNaN(moment.pelvis[0]!)) return;
    this.way.fromArray(moment.pelvis).sub(this.controls.target);
    this.camera.position.add(this.way);
    this.controls.target.add(this.way);
    this.camera.updateMatrixWorld();
  }

  /** From how far the whole figure is seen. */
  private distance(): number {
    const [x, y, z] = this.bounds.half;
    const wide = Math.max(x, z);
    const raised = this.direction.elevationDeg * RADIANS;
    const high = y * Math.abs(Math.cos(raised)) + wide * Math.abs(Math.sin(raised)) * 0.9;
    const across = Math.tan((FIELD_DEG / 2) * RADIANS);
    return Math.max(high / across, wide / (across * this.camera.aspect)) + 0.4 * wide;
  }

  private place(distance: number): void {
    const { azimuthDeg, elevationDeg } = this.direction;
    const polar = (90 - elevationDeg) * RADIANS;
    this.camera.position
      .setFromSphericalCoords(distance, polar, azimuthDeg * RADIANS)
      .add(this.controls.target);
    this.controls.update();
    this.stage.redraw();
  }

  private madeControls(): OrbitControls {
    const controls = new OrbitControls(this.camera, this.element);
    controls.enablePan = false;
    controls.minDistance = 0.8;
    controls.maxDistance = 30;
    controls.addEventListener("change", this.stage.redraw);
    controls.addEventListener("start", this.stage.turned);
    // A finger that moves up or down scrolls the page, and so does the wheel without Ctrl.
    this.element.style.touchAction = "pan-y";
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
    };
    this.stage.host.addEventListener("wheel", wheel, { capture: true, passive: true });
    return controls;
  }

  private addLight(): void {
    this.scene.add(new AmbientLight(0xffffff, 0.55), new HemisphereLight(0xffffff, 0x9aa3af, 1.5));
    const sun = new DirectionalLight(0xffffff, 1.7);
    sun.position.set(1.5, 3, 2.5);
    const back = new DirectionalLight(0xffffff, 0.5);
    back.position.set(-2, 1, -2);
    this.scene.add(sun, back);
  }

  private addFloor(): void {
    const { centre, half, floor } = this.bounds;
    const size = Math.ceil(Math.max(half[0], half[2]) * 2 + 1.5);
    const disc = new Mesh(
      new CircleGeometry(size, 64).rotateX(-Math.PI / 2),
      new MeshBasicMaterial({ color: COLOUR.floor, transparent: true, opacity: 0.55 }),
    );
    disc.position.set(centre[0], floor - 0.004, centre[2]);
    const grid = new GridHelper(2 * size, 8 * size, COLOUR.floorLine, COLOUR.floorLine);
    grid.position.set(centre[0], floor - 0.002, centre[2]);
    this.scene.add(disc, grid);
  }

  private addBodies(): void {
    const { data } = this.stage.playback;
    data.bodies.forEach((_, index) => {
      const group = new Group();
      for (const mesh of bodyMeshes(data, index)) group.add(mesh);
      this.bodies.push(group);
      this.scene.add(group);
    });
  }

  private madeMarkers(geometry: SphereGeometry | RingGeometry, colour: string): InstancedMesh {
    const flat = geometry instanceof RingGeometry;
    const material = flat
      ? new MeshBasicMaterial({ color: colour, side: DoubleSide })
      : new MeshLambertMaterial({ color: colour });
    const mesh = new InstancedMesh(geometry, material, this.stage.playback.data.markers.length);
    mesh.frustumCulled = false;
    this.scene.add(mesh);
    return mesh;
  }

  private drawBodies(moment: Moment, shown: Shown): void {
    const { position, quaternion } = moment;
    this.bodies.forEach((group, i) => {
      group.visible = shown.bones && moment.solved;
      group.position.fromArray(position, 3 * i);
      group.quaternion.set(
        quaternion[4 * i + 1]!,
        quaternion[4 * i + 2]!,
        quaternion[4 * i + 3]!,
        quaternion[4 * i]!,
      );
    });
  }

  private drawPaths(moment: Moment, shown: Shown): void {
    this.tubes.forEach((tube, i) => {
      if (!shown.hamstrings) tube.mesh.visible = false;
      else tube.update(moment.paths[i]!, changeColour(moment.change[i]!, this.limit));
    });
  }

  private drawForces(moment: Moment, shown: Shown): void {
    const { data } = this.stage.playback;
    const weight = data.body_weight_n ?? USUAL_WEIGHT_N;
    this.arrows.forEach((arrow, i) => {
      const kind = data.forces[i]!.kind;
      if (!(kind === "ground" ? shown.ground : shown.joints)) arrow.group.visible = false;
      else {
        const scale = (ARROW_M_PER_WEIGHT[kind] ?? ARROW_M_PER_WEIGHT["joint"]!) / weight;
        arrow.update(moment.forcePoint, moment.force, i, scale, SMALLEST_FORCE_N);
      }
    });
  }

  private drawMarkers(
    mesh: InstancedMesh,
    points: Float32Array,
    visible: boolean,
    facing: boolean,
  ): void {
    mesh.visible = visible && mesh.count > 0;
    if (!mesh.visible) return;
    const at = new Vector3();
    for (let i = 0; i < mesh.count; i++) {
      at.fromArray(points, 3 * i);
      if (facing) this.matrix.makeRotationFromQuaternion(this.camera.quaternion).setPosition(at);
      else this.matrix.makeTranslation(at);
      // One that was not seen shrinks to nothing.
      if (!Number.isFinite(at.x)) this.matrix.makeScale(0, 0, 0);
      mesh.setMatrixAt(i, this.matrix);
    }
    mesh.instanceMatrix.needsUpdate = true;
  }
}

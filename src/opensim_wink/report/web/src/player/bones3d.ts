import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, MeshLambertMaterial } from "three";
import { mergeGeometries } from "three/examples/jsm/utils/BufferGeometryUtils.js";
import { bytesOf } from "../packing";
import { boneShape } from "./bone_shapes";
import type { BoneData, MeshData, PlayerData } from "./data";
import { COLOUR } from "./look";

/** What a body looks like: the model's own mesh where there is one, else simple bones. */
export function bodyMeshes(data: PlayerData, body: number): Mesh[] {
  const own = (data.meshes ?? []).filter((mesh) => mesh.body === body);
  if (own.length) return own.map((mesh) => new Mesh(meshShape(mesh), bone(COLOUR.bone)));
  const byColour = new Map<string, BufferGeometry[]>();
  for (const piece of data.bones) {
    if (piece.body !== body) continue;
    const colour = colourOf(piece);
    byColour.set(colour, [...(byColour.get(colour) ?? []), ...boneShape(piece)]);
  }
  return [...byColour].flatMap(([colour, shapes]) => {
    const merged = mergeGeometries(shapes);
    for (const shape of shapes) shape.dispose();
    return merged ? [new Mesh(merged, bone(colour))] : [];
  });
}

function bone(colour: string): MeshLambertMaterial {
  return new MeshLambertMaterial({ color: colour, side: DoubleSide });
}

/** Pelvis and lower back stand out: they are what the page is about. */
function colourOf(piece: BoneData): string {
  if (["pelvis", "sacrum", "vertebra"].includes(piece.kind)) return COLOUR.pelvis;
  if (piece.kind === "bar") return COLOUR.bar;
  return piece.side === "r" ? COLOUR.boneRight : piece.side === "l" ? COLOUR.boneLeft : COLOUR.bone;
}

function meshShape(mesh: MeshData): BufferGeometry {
  const codes = new Int16Array(bytesOf(mesh.vertices).buffer);
  const places = new Float32Array(codes.length);
  codes.forEach((code, i) => (places[i] = code * mesh.scale + (mesh.offset[i % 3] ?? 0)));
  const shape = new BufferGeometry();
  shape.setAttribute("position", new BufferAttribute(places, 3));
  shape.setIndex(new BufferAttribute(new Uint16Array(bytesOf(mesh.indices).buffer), 1));
  shape.computeVertexNormals();
  return shape;
}

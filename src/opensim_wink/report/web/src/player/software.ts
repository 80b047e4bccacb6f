const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether WebGL is there without a graphics card: right, but slow. */
export function drawnBySoftware(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2", { antialias: false });
  if (!gl) return false;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext(); // browsers keep only a few at a time
  return SOFTWARE.test(name);
}

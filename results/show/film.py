"""A film by MuJoCo's own renderer: film.py FILE.mp4 or FILE.gif, motions as JSON on standard input (bench/commands/film.cc).

Ends with exit code 2 and a sentence where the packages or the graphics library are not there."""
import ctypes.util
import io
import json
import os
import pathlib
import sys

from whole_file import whole_file

WRONG_INPUT = 2
FRAMES_PER_SECOND = 25  # of a GIF hundredths of a second are whole
WIDTH, HEIGHT = 480, 368  # px, of one robot; multiples of 16, as encoders want them
TO_INSTALL = "python3 -m pip install mujoco pyopengl pillow 'imageio[ffmpeg]'"
COLORS = [(0.22, 0.55, 0.82), (0.86, 0.46, 0.2), (0.18, 0.64, 0.48), (0.74, 0.4, 0.64), (0.78, 0.6, 0.14), (0.4, 0.52, 0.84)]
LIBRARIES = {"egl": "EGL", "osmesa": "OSMesa"}


def refuse(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(WRONG_INPUT)


def choose_library() -> None:
    """The one that MuJoCo shall render with; MUJOCO_GL names another."""
    found = [name for name, library in LIBRARIES.items() if ctypes.util.find_library(library)]
    if not found and "MUJOCO_GL" not in os.environ:
        refuse("films need EGL or OSMesa to render with: apt-get install libegl1 libgl1-mesa-dri, or libosmesa6")
    os.environ.setdefault("MUJOCO_GL", *found[:1])


def cannot_render(error: RuntimeError) -> None:
    refuse(f"{os.environ['MUJOCO_GL']} cannot render here; MUJOCO_GL=osmesa needs no device ({' '.join(str(error).split())})")


choose_library()
try:
    import imageio.v3 as imageio
    import mujoco
    import numpy as np
except ImportError as missing:
    refuse(f"films need the Python package {missing.name}: {TO_INSTALL}")
except RuntimeError as error:  # a MUJOCO_GL that MuJoCo does not know
    cannot_render(error)


def lit_model(xml: str, color: tuple) -> "mujoco.MjModel":
    """Our models have no visuals: a floor of tiles, a light and a colour make them seen."""
    spec = mujoco.MjSpec.from_string(xml)
    spec.add_texture(name="tiles", type=mujoco.mjtTexture.mjTEXTURE_2D, builtin=mujoco.mjtBuiltin.mjBUILTIN_CHECKER,
                     width=256, height=256, rgb1=[0.82, 0.85, 0.88], rgb2=[0.9, 0.92, 0.94])
    spec.add_texture(name="sky", type=mujoco.mjtTexture.mjTEXTURE_SKYBOX, builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
                     width=256, height=256, rgb1=[0.96, 0.97, 0.98], rgb2=[0.84, 0.88, 0.92])
    tiles = spec.add_material(name="tiles", texuniform=True, texrepeat=[1, 1])
    tiles.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "tiles"
    spec.worldbody.add_light(pos=[0, 0, 4], dir=[0.2, 0.3, -1], type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, castshadow=True)
    for geom in spec.geoms:
        if geom.type == mujoco.mjtGeom.mjGEOM_PLANE:
            geom.material = "tiles"
        else:
            geom.rgba = [*color, 1]
    spec.visual.global_.offwidth, spec.visual.global_.offheight = WIDTH, HEIGHT
    return spec.compile()


def camera_of(run: dict, model, data) -> "mujoco.MjvCamera":
    """Beside a planar robot; above one that moves in a floor's plane; before any other, from its side."""
    camera = mujoco.MjvCamera()
    normal = run["plane_normal"]
    from_above = normal is not None and abs(normal[2]) > 0.5
    camera.azimuth, camera.elevation = (90, -60) if from_above else (90, -8) if normal else (125, -15)
    moving = [geom for geom in range(model.ngeom) if model.geom_bodyid[geom] > 0]
    reach = max(np.linalg.norm(data.geom_xpos[geom] - data.xpos[1]) + model.geom_rbound[geom] for geom in moving)
    camera.distance = 2.6 * reach
    return camera


def frames_of(run: dict, color: tuple, seconds: float):
    """[H,W,3] each; one that has ended stands still until the others have."""
    model = lit_model(run["model"], color)
    data = mujoco.MjData(model)
    poses = np.reshape(run["qpos"], (run["num_frames"], model.nq))
    camera, lookat = None, None
    with mujoco.Renderer(model, HEIGHT, WIDTH) as renderer:
        for i in range(int(seconds * FRAMES_PER_SECOND) + 1):
            data.qpos = poses[min(round(i / FRAMES_PER_SECOND / run["seconds_per_step"]), len(poses) - 1)]
            mujoco.mj_forward(model, data)
            camera = camera or camera_of(run, model, data)
            lookat = data.xpos[1].copy() if lookat is None else lookat + 0.2 * (data.xpos[1] - lookat)
            camera.lookat = [lookat[0], lookat[1], 0.8 * lookat[2]]
            renderer.update_scene(data, camera)
            yield renderer.render()


def encoded(frames: list, suffix: str) -> bytes:
    file = io.BytesIO()
    try:
        if suffix == ".gif":
            imageio.imwrite(file, frames, extension=".gif", plugin="pillow", duration=1000 / FRAMES_PER_SECOND, loop=0)
        else:
            imageio.imwrite(file, frames, extension=".mp4", plugin="FFMPEG", fps=FRAMES_PER_SECOND)
    except ImportError:
        refuse(f"films as {suffix} need an encoder: {TO_INSTALL}")
    return file.getvalue()


def main(path: pathlib.Path) -> None:
    runs = json.load(sys.stdin.buffer)
    seconds = max((run["num_frames"] - 1) * run["seconds_per_step"] for run in runs)
    columns = [frames_of(run, COLORS[i % len(COLORS)], seconds) for i, run in enumerate(runs)]
    frames = [np.concatenate(beside, axis=1) for beside in zip(*columns, strict=True)]
    with whole_file(path) as file:
        file.write(encoded(frames, path.suffix))


if __name__ == "__main__":
    try:
        main(pathlib.Path(sys.argv[1]))
    except ImportError as error:  # by mujoco.Renderer, where it looks for what it renders with
        refuse(f"films need a graphics library of Python's: {TO_INSTALL} ({' '.join(str(error).split())})")
    except RuntimeError as error:
        cannot_render(error)
    except OSError as error:
        sys.exit(": ".join(filter(None, (error.filename, error.strerror))))

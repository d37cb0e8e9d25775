"""BatchedEnv from Python, through the C interface of env_c_api.cc."""

import ctypes
import json

import numpy as np

AUTORESET = {"NextStep": 0, "SameStep": 1, "Disabled": 2}
NO_INFO, RESET_INFO, STEP_INFO = 0, 1, 2

_POINTERS = ("observations final_observations rewards terminated truncated bad infos final_infos "
             "info_kinds qpos qvel")
_SIZES = "observation_size action_size info_size nq nv"


def load(path):
    library = ctypes.CDLL(path)
    library.gb_make.restype = ctypes.c_void_p
    library.gb_error.restype = library.gb_info_keys.restype = ctypes.c_char_p
    for name in _POINTERS.split():
        getattr(library, "gb_" + name).restype = ctypes.c_void_p
    for name in _SIZES.split():
        getattr(library, "gb_" + name).restype = ctypes.c_int64
    return library


def _pointer(array):
    return None if array is None else ctypes.c_void_p(array.ctypes.data)


class NativeEnv:
    """Arrays are views of the environment's own, as they are after the last reset or step."""

    def __init__(self, library, name, options=None, num_envs=1, num_threads=1,
                 autoreset="NextStep", persistent=False):
        self._library = library
        handle = library.gb_make(name.encode(), json.dumps(options or {}).encode(), num_envs,
                                 num_threads, AUTORESET[autoreset], int(persistent))
        if not handle:
            raise ValueError(library.gb_error().decode())
        self._handle = ctypes.c_void_p(handle)
        self.num_envs = num_envs
        for size in _SIZES.split():
            setattr(self, size, self._call(size))
        n = num_envs
        self.observations = self._view("observations", np.float64, (n, self.observation_size))
        self.rewards = self._view("rewards", np.float64, (n,))
        self.terminated = self._view("terminated", np.uint8, (n,))
        self.truncated = self._view("truncated", np.uint8, (n,))
        self.bad = self._view("bad", np.uint8, (n,))
        self.infos = self._view("infos", np.float64, (n, self.info_size))
        self.info_kinds = self._view("info_kinds", np.uint8, (n,))
        if autoreset == "SameStep":
            self.final_observations = self._view("final_observations", np.float64,
                                                 (n, self.observation_size))
            self.final_infos = self._view("final_infos", np.float64, (n, self.info_size))

    def close(self):
        if self._handle:
            self._library.gb_delete(self._handle)
        self._handle = None

    __del__ = close

    def _call(self, name, *arguments):
        return getattr(self._library, "gb_" + name)(self._handle, *arguments)

    def _check(self, status):
        if status != 0:
            raise RuntimeError(self._library.gb_error().decode())

    def _view(self, name, dtype, shape, *arguments):
        count = int(np.prod(shape))
        if count == 0:
            return np.zeros(shape, dtype)
        size = count * np.dtype(dtype).itemsize
        memory = (ctypes.c_char * size).from_address(self._call(name, *arguments))
        return np.frombuffer(memory, dtype).reshape(shape)

    def qpos(self, env=0):
        return self._view("qpos", np.float64, (self.nq,), env)

    def qvel(self, env=0):
        return self._view("qvel", np.float64, (self.nv,), env)

    def reset(self, seed=None, mask=None):
        seed = None if seed is None else np.array([seed], np.uint64)
        mask = None if mask is None else np.ascontiguousarray(mask, np.uint8)
        self._check(self._call("reset", _pointer(seed), _pointer(mask)))

    def step(self, actions):
        actions = np.ascontiguousarray(actions)
        kind = {"float32": "step_float", "float64": "step_double"}[actions.dtype.name]
        self._check(self._call(kind, _pointer(actions), ctypes.c_int64(actions.size)))

    def set_physics(self, qpos, qvel, warmstart=None, env=0):
        arrays = [None if a is None else np.ascontiguousarray(a, np.float64)
                  for a in (qpos, qvel, warmstart)]
        self._check(self._call("set_physics", env, *map(_pointer, arrays)))

    def info_keys(self):
        """Of each key: name, slice of an info row, whether a reset reports it, dtype."""
        keys, start = [], 0
        for entry in self._call("info_keys").decode().split():
            name, size, at_reset, is_float32 = entry.split(":")
            where = slice(start, start + int(size)) if int(size) > 1 else start
            dtype = np.float32 if is_float32 == "1" else np.float64
            keys.append((name, where, at_reset == "1", np.dtype(dtype)))
            start += int(size)
        return keys

    def info(self, env=0, row=None, kind=None):
        """The info of one environment as Gymnasium's dictionary."""
        row = self.infos[env] if row is None else row
        kind = self.info_kinds[env] if kind is None else kind
        if kind == NO_INFO:
            return {}
        return {name: row[where].astype(dtype) for name, where, at_reset, dtype in self.info_keys()
                if kind == STEP_INFO or at_reset}

    def vector_info(self):
        """What Gymnasium's vector environments would return: arrays with masks."""
        rows = [(self.infos[i], self.info_kinds[i]) for i in range(self.num_envs)]
        infos = self._batched(rows)
        ended = self.terminated.astype(bool) | self.truncated.astype(bool)
        if hasattr(self, "final_infos") and ended.any():
            final = np.full(self.num_envs, None, object)
            for i in np.flatnonzero(ended):
                final[i] = self.final_observations[i].copy()
            rows = [(self.final_infos[i], STEP_INFO if ended[i] else NO_INFO)
                    for i in range(self.num_envs)]
            infos |= {"final_obs": final, "_final_obs": ended,
                      "final_info": self._batched(rows), "_final_info": ended}
        return infos

    def _batched(self, rows):
        infos = {}
        for name, where, at_reset, dtype in self.info_keys():
            mask = np.array([kind == STEP_INFO or (kind == RESET_INFO and at_reset)
                             for _, kind in rows])
            if mask.any():
                values = np.array([row[where] for row, _ in rows])
                values[~mask] = 0
                infos |= {name: values.astype(dtype), "_" + name: mask}
        return infos

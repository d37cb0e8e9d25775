"""A Slurm cluster of one node on loopback, for as long as a test needs it. Needs root and Debian's slurm-wlm."""
import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

DAEMONS = ("munged", "slurmctld", "slurmd")


def missing() -> list[str]:
    found = [shutil.which(daemon, path=f"{os.environ['PATH']}:/usr/sbin") for daemon in DAEMONS]
    return [daemon for daemon, path in zip(DAEMONS, found) if not path]


@contextlib.contextmanager
def cluster(home: Path, cores: int) -> Iterator[None]:
    """Sets SLURM_CONF for the commands that follow, and ends every daemon that it started."""
    with contextlib.ExitStack() as running:
        ports = free_ports(2)
        socket_file = home / "munge.socket"
        (home / "slurm.conf").write_text(configuration(home, socket_file, ports, cores))
        (home / "spool").mkdir()
        (home / "state").mkdir()
        os.environ["SLURM_CONF"] = str(home / "slurm.conf")
        key = home / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        home.chmod(0o755)  # munged refuses a directory that others may write to
        running.enter_context(daemon(home, "munged", "--foreground", "--force", f"--key-file={key}", f"--socket={socket_file}",
                                     f"--pid-file={home}/munged.pid", f"--seed-file={home}/munge.seed", f"--log-file={home}/munged.log"))
        wait_for(socket_file.exists, "munged", home)
        running.enter_context(daemon(home, "slurmctld", "-D"))
        running.enter_context(daemon(home, "slurmd", "-D", "-N", socket.gethostname().partition(".")[0]))
        wait_for(lambda: "idle" in output("sinfo", "--noheader", "--format=%T"), "slurmd", home)
        yield


def configuration(home: Path, socket_file: Path, ports: list[int], cores: int) -> str:
    node = socket.gethostname().partition(".")[0]
    return f"""
ClusterName=loopback
SlurmctldHost={node}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={socket_file},cred_expire=5
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait=2
SchedulerParameters=sched_interval=5
StateSaveLocation={home}/state
SlurmdSpoolDir={home}/spool
SlurmctldPidFile={home}/slurmctld.pid
SlurmdPidFile={home}/slurmd.pid
SlurmctldLogFile={home}/slurmctld.log
SlurmdLogFile={home}/slurmd.log
NodeName={node} NodeAddr=127.0.0.1 CPUs={cores} State=UNKNOWN
PartitionName=all Nodes={node} Default=YES MaxTime=INFINITE State=UP
"""


@contextlib.contextmanager
def daemon(home: Path, name: str, *arguments: str) -> Iterator[None]:
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    with (home / f"{name}.out").open("w") as log:
        process = subprocess.Popen([path, *arguments], stdout=log, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as opened:
        sockets = [opened.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def output(*arguments: str) -> str:
    return subprocess.run(arguments, capture_output=True, text=True).stdout


def wait_for(condition, what: str, home: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            logs = "\n".join(f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in sorted(home.glob("*.log")))
            raise TimeoutError(f"{what} was not ready after {seconds:.0f} s\n{logs}")
        time.sleep(0.2)

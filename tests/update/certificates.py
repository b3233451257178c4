"""Certificates of a test's own authority, made anew for every run by the program openssl."""

import pathlib
import subprocess


def run(*words):
    subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def authority(folder: pathlib.Path, name: str) -> pathlib.Path:
    """A self-signed authority; its certificate, with the key beside it."""
    certificate = folder / f"{name}.pem"
    run(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"),
        *("-subj", f"/CN={name}", "-keyout", str(folder / f"{name}.key"), "-out", str(certificate)),
        *("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"),
    )
    return certificate


def server(folder: pathlib.Path, signed_by: str, host: str) -> pathlib.Path:
    """Key and certificate of a server called `host`, in one file."""
    stem = folder / f"server-{host}"
    request, key, certificate, names = (stem.with_suffix(s) for s in (".csr", ".key", ".crt", ".ext"))
    names.write_text(f"subjectAltName=DNS:{host}\nextendedKeyUsage=serverAuth\n")
    run(
        *("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={host}"),
        *("-keyout", str(key), "-out", str(request)),
    )
    run(
        *("x509", "-req", "-in", str(request), "-days", "2", "-CAcreateserial", "-extfile", str(names)),
        *("-CA", str(folder / f"{signed_by}.pem"), "-CAkey", str(folder / f"{signed_by}.key"), "-out", str(certificate)),
    )
    both = stem.with_suffix(".pem")
    both.write_text(key.read_text() + certificate.read_text())
    return both

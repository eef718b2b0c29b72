"""Scenarios, what each would notice, and how they are run.

A scenario is a function that drives the simulator through the official SDK and asserts on values. It names at least
one fault: a change to an answer that it must notice. It passes if it holds against the simulator as it is and fails,
by an assertion, against the simulator with its faults.
"""

import time

import requests

ALL = []


def scenario(name, *faults):
    """Registers a scenario under its name, with the faults that must break it."""
    assert faults, f"{name}: names no fault"

    def register(run):
        assert all(other[0] != name for other in ALL), f"{name}: used twice"
        ALL.append((name, faults, run))
        return run

    return register


def _fault(call, action):
    method, path = call.split()
    return {"method": method, "path": path, "times": None, "action": action}


def wrong(call, at, to=None):
    """In answers to `call`, another value stands at the JSON pointer `at`."""
    return _fault(call, {"kind": "mutate", "at": at, "to": to})


def missing(call, at):
    """In answers to `call`, what the JSON pointer `at` leads to is left out."""
    return _fault(call, {"kind": "mutate", "at": at, "remove": True})


def wrong_header(call, name, to=None):
    """In answers to `call`, a header has another value, or is left out."""
    return _fault(call, {"kind": "mutate_header", "name": name, "to": to})


def answered(call, status, body):
    """`call` has no effect, and this is the answer."""
    return _fault(call, {"kind": "status", "status": status, "body": body, "content_type": "application/json"})


def same(got, want, what="value"):
    """Asserts equality, and says what was there instead."""
    assert got == want, f"{what}: {got!r}, not {want!r}"


def holds(fact, what):
    """Asserts a fact."""
    assert fact, what


class Site:
    """The running simulator: its control plane."""

    def __init__(self, url):
        self.url = url
        self._http = requests.Session()

    def tell(self, verb, body=None, method="POST"):
        """A verb of the control plane."""
        answer = self._http.request(method, f"{self.url}/_control{verb}", json=body)
        assert answer.status_code == 200, f"{verb}: {answer.status_code} {answer.text}"
        return answer.json()


def _once(run):
    """How one run ended: none, or the exception."""
    try:
        run()
    except Exception as error:  # whatever a scenario meets belongs into the report
        return error
    return None


def _judge(site, fresh, faults, run):
    """What is wrong with a scenario, if anything."""
    fresh()
    plain = _once(run)
    if plain is not None:
        return f"does not hold: {type(plain).__name__}: {plain}"
    for fault in faults:
        fresh()
        site.tell("/faults", fault)
        broken = _once(run)
        where = f"{fault['method']} {fault['path']} {fault['action']}"
        if broken is None:
            return f"does not notice: {where}"
        if not isinstance(broken, AssertionError):
            return f"stumbles over {where}: {type(broken).__name__}: {broken}"
        if not any(call["faults"] for call in site.tell("/calls", method="GET")):
            return f"fails without ever meeting {where}: {broken}"
    return None


def run(site, fresh, least, only=None):
    """Runs all scenarios; prints what failed and the counts. Returns whether all is well."""
    chosen = [each for each in ALL if only is None or only in each[0]]
    began, failed, caught = time.monotonic(), 0, 0
    for name, faults, function in chosen:
        trouble = _judge(site, fresh, faults, function)
        if trouble is None:
            caught += len(faults)
        else:
            failed += 1
            print(f"FAILED  {name}\n        {trouble}")
    print(
        f"python: {len(chosen)} scenarios, {len(chosen) - failed} passed, {caught} faults caught, "
        f"{time.monotonic() - began:.1f} s"
    )
    if only is None and len(chosen) < least:
        print(f"python: at least {least} scenarios are wanted")
        return False
    return failed == 0

"""What stands in deploy/ and docs/operations.md, held against the program."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.config.loader import SECRETS, leaves, variable
from bot.operations import metrics

ROOT = Path(__file__).parents[2]
DEPLOY, GUIDE = ROOT / "deploy", (ROOT / "docs" / "operations.md").read_text("utf-8")
SOURCE = Path(metrics.__file__).read_text("utf-8")
METRICS = set(re.findall(r'"(butler_\w+)"', SOURCE))
SUFFIXES = re.compile(r"_(total|count|sum|bucket)$")
UNIT = DEPLOY / "butler.service"
MOST_EXPOSED = 2.5


def metrics_in(text):
    """The metrics that a text names; those of calls and updates have Prometheus' own endings."""
    named = set(re.findall(r"\bbutler_[a-z_]+\b", text)) - {"butler_drill"}
    return {SUFFIXES.sub("", name) if name not in METRICS else name for name in named}


def settings():
    return {variable(keys) for keys in leaves()} | {f"{variable(keys)}_FILE" for keys in SECRETS}


def alerts():
    (group,) = yaml.safe_load((DEPLOY / "alerts.yaml").read_text("utf-8"))["groups"]
    return group["rules"]


def panels():
    found = json.loads((DEPLOY / "grafana-dashboard.json").read_text("utf-8"))["panels"]
    return [panel for panel in found if panel["type"] != "row"]


def test_the_dashboard_and_the_alerts_ask_for_metrics_that_there_are():
    asked = " ".join(target["expr"] for panel in panels() for target in panel["targets"])
    assert metrics_in(asked) <= METRICS
    assert metrics_in(" ".join(rule["expr"] for rule in alerts())) <= METRICS


def test_every_metric_is_explained_and_shown():
    shown = " ".join(target["expr"] for panel in panels() for target in panel["targets"])
    assert METRICS - metrics_in(GUIDE) == set()
    assert METRICS - metrics_in(shown) - {"butler_emergencies_taken_last_day"} == set()


def test_every_alert_says_what_it_means_and_what_to_do():
    assert [rule["alert"] for rule in alerts() if f"**{rule['alert']}.**" not in GUIDE] == []


def test_panels_do_not_overlap():
    places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in panels()]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile", "butler.service"])
def test_every_variable_is_a_setting_or_one_of_the_compose_file(name):
    text = (DEPLOY / name).read_text("utf-8")
    named = set(re.findall(r"\bBUTLER_\w+", text)) - {"BUTLER_HOST"}
    assert named
    assert named <= settings()


def test_the_compose_file_names_only_what_it_has():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    for service in compose["services"].values():
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert set(service["networks"]) <= set(compose["networks"])
        assert set(service.get("depends_on", ())) <= set(compose["services"])
    environment = compose["services"]["butler"]["environment"]
    files = {Path(value).name for name, value in environment.items() if name.endswith("_FILE")}
    assert files <= set(compose["services"]["butler"]["secrets"])


def test_nginx_leads_to_the_path_of_the_webhook():
    webhook = (DEPLOY / "compose.yaml").read_text("utf-8")
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    (path,) = re.findall(r"WEBHOOK_URL: https://\S+ .*?}(/\w+)", webhook)
    assert f"location = {path} {{" in nginx
    assert nginx.count("{") == nginx.count("}")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_the_unit_is_understood_and_hardly_exposed(tmp_path):
    unit = tmp_path / "butler.service"
    unit.write_text(
        UNIT.read_text("utf-8").replace("/opt/butler/.venv/bin/butler", "/bin/true"), encoding="utf-8"
    )
    verified = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    exposure = re.search(r"exposure level for butler.service: ([\d.]+)", rated.stdout)
    assert float(exposure[1]) <= MOST_EXPOSED
    assert f"rates its exposure {exposure[1]}" in GUIDE

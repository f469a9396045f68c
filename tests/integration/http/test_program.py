# jueced as a person at a prompt meets it.

from node import Node, psql


def test_help_teaches(own_node):
    done = own_node.run("--help")
    assert done.returncode == 0
    for word in ("--config", "--migrate", "--check", "/health/ready", "SIGTERM"):
        assert word in done.stdout


def test_version(own_node):
    done = own_node.run("--version")
    assert done.returncode == 0 and done.stdout.startswith("jueced ")


def test_a_wrong_command_line_is_2(own_node):
    assert own_node.run().returncode == 2
    assert own_node.run("--nonsense").returncode == 2
    assert own_node.run("--config", own_node.config, "--check", "--migrate").returncode == 2


def test_check_accepts_a_good_configuration(own_node):
    done = own_node.run("--config", own_node.config, "--check")
    assert (done.returncode, done.stdout.strip()) == (0, "配置有效")


def test_every_fault_of_a_configuration_is_listed_at_once(own_node, tmp_path):
    text = own_node.config.read_text().replace("[log]", "")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace("audience", "audiance").replace(f"port = {own_node.port}", 'port = "http"'))
    done = own_node.run("--config", bad)
    assert done.returncode == 2
    for key in ("http.port", "identity.audience", "identity.audiance"):
        assert key in done.stderr


def test_a_missing_file_and_a_bad_key_are_2(own_node, tmp_path):
    assert own_node.run("--config", tmp_path / "nowhere.toml").returncode == 2
    (own_node.folder / "issuer.pub.pem").write_text("no key")
    done = own_node.run("--config", own_node.config, "--check")
    assert done.returncode == 2 and "issuer.pub.pem" in done.stderr


def test_migrating_again_changes_nothing(own_node):
    own_node.migrate()
    done = own_node.run("--config", own_node.config, "--migrate")
    assert done.returncode == 0 and "已执行" not in done.stdout


def test_a_taken_port_is_1(own_node):
    done = own_node.run("--config", own_node.config)
    assert done.returncode == 1 and str(own_node.port) in done.stderr


def test_a_production_server_takes_no_rehearsals(tmp_path):
    with Node.create(tmp_path, rehearsal=False) as node:
        from talk import Talk
        body = {"log": "x", "profile": "national", "statute": "d713_2019", "clock": "2024-01-01T00:00:00.000000Z"}
        Talk(node).request("POST", "/v1/logs", body, node.token("organ")).expect(403, "forbidden")
        assert psql(node.dsn + " user=postgres", "select 1") == "1"

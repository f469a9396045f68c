"""What tools/tidy.py must find, and what it must leave alone: each case is a small tree of files."""

import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

import tidy  # noqa: E402

PURPOSE = "// What this file is for.\n"


def findings(files):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return list(tidy.check_tree(root))


def header(name, *includes):
    """Findings for a header at this path with these includes."""
    return findings({name: PURPOSE + "".join(f"#include {include}\n" for include in includes)})


class Borders(unittest.TestCase):
    def refuses(self, name, include):
        found = header(name, include)
        self.assertEqual(len(found), 1, (name, include, found))
        self.assertTrue(found[0].startswith(f"{name}:2: "), found)

    def allows(self, name, *includes):
        self.assertEqual(header(name, *includes), [])

    def test_the_law_knows_no_world(self):
        for include in (
            "<pqxx/pqxx>", "<librdkafka/rdkafka.h>", "<boost/asio.hpp>", "<boost/asio/post.hpp>", "<boost/beast.hpp>",
            "<boost/json.hpp>", "<openssl/evp.h>", "<spdlog/spdlog.h>", "<thread>", "<fstream>", "<unistd.h>",
            '"adapters/codec/json.hpp"', '"tools/scenario/lexer.hpp"',
        ):
            self.refuses("workflow/service/a.hpp", include)
        self.allows("workflow/service/a.hpp", "<vector>", "<fmt/format.h>", "<boost/mp11/list.hpp>")

    def test_state_machines_only_beside_the_statutes(self):
        self.refuses("workflow/dossier/a.hpp", "<boost/msm/back/state_machine.hpp>")
        self.refuses("workflow/procedure/statutes/d713_2019/main.hpp", "<boost/msm/front/functor_row.hpp>")
        self.allows("workflow/procedure/msm/region.hpp", "<boost/msm/back/state_machine.hpp>")
        self.assertEqual(
            findings({
                "workflow/CMakeLists.txt": "# The law.\njuece_module(w SOURCES procedure/statutes/d/main.cpp)\n",
                "workflow/procedure/statutes/d/main.cpp": PURPOSE + "#include <boost/msm/back/state_machine.hpp>\n",
            }),
            [],
        )

    def test_the_inner_order_of_the_law(self):
        self.refuses("workflow/core/a.hpp", '"workflow/procedure/event.hpp"')
        self.refuses("workflow/rules/a.hpp", '"workflow/dossier/dossier.hpp"')
        self.refuses("workflow/dossier/a.hpp", '"workflow/service/service.hpp"')
        self.refuses("workflow/ports/a.hpp", '"workflow/dossier/dossier.hpp"')
        self.refuses("workflow/unheard_of/a.hpp", '"workflow/core/id.hpp"')
        self.allows("workflow/dossier/a.hpp", '"workflow/rules/rule.hpp"', '"workflow/procedure/machine.hpp"')

    def test_adapters_know_codec_and_themselves(self):
        self.refuses("adapters/http/a.hpp", '"adapters/postgres/session.hpp"')
        self.refuses("adapters/http/a.hpp", '"tools/jueced/wiring.hpp"')
        self.allows("adapters/http/a.hpp", '"adapters/http/b.hpp"', '"adapters/codec/json.hpp"', "<boost/beast.hpp>")
        self.allows("tools/jueced/a.hpp", '"adapters/http/b.hpp"', '"adapters/postgres/session.hpp"')

    def test_includes_are_written_from_the_root(self):
        self.refuses("adapters/http/a.hpp", '"b.hpp"')

    def test_one_folder_reads_the_clock(self):
        line = "auto t = std::chrono::system_clock::now();\n"
        self.assertEqual(len(findings({"tools/a.hpp": PURPOSE + line})), 1)
        self.assertEqual(findings({"adapters/system/a.hpp": PURPOSE + line}), [])


class PurposeAndSize(unittest.TestCase):
    def test_every_source_says_what_it_is_for(self):
        for name, good, bad in (
            ("tools/a.hpp", "// Good day.\n", "#pragma once\n"),
            ("tools/a.py", '#!/usr/bin/env python3\n"""Good day."""\n', "import sys\n"),
            ("tools/a.sh", "#!/bin/sh\n# Good day.\n", "#!/bin/sh\nset -e\n"),
            ("tools/a", "#!/bin/sh\n# Good day.\n", "#!/bin/sh\n"),
            ("schemas/sql/a.sql", "-- 事件表\n", "select 1;\n"),
            ("tools/b.hpp", "// 决策\n", "//\n// Late.\n"),
        ):
            self.assertEqual(findings({name: good}), [])
            self.assertEqual(len(findings({name: bad})), 1, name)

    def test_lines_are_counted_in_characters(self):
        self.assertEqual(findings({"tools/a.hpp": PURPOSE + "// " + "决" * 117 + "\n"}), [])
        self.assertEqual(len(findings({"tools/a.hpp": PURPOSE + "// " + "x" * 118 + "\n"})), 1)
        self.assertEqual(findings({"schemas/a.json": '"' + "x" * 200 + '"\n'}), [])


class Functions(unittest.TestCase):
    def lengths(self, text):
        return [(head.split("(")[0].split()[-1], last - first + 1)
                for first, last, head in tidy.functions(textwrap.dedent(text))]

    def test_bodies_of_every_shape(self):
        self.assertEqual(
            self.lengths('''
                namespace juece {
                struct Point { int x = 0; int y{}; };
                template <class T, class U = std::vector<T>>
                class Box : public Base<T> {
                public:
                    explicit Box(int a)
                        : a_{a}, b_{Other{a}} {
                        run();
                    }
                    int a() const noexcept { return a_; }
                    auto b() -> std::vector<int> {
                        return {1, 2};
                    }
                private:
                    int a_;
                };
                constexpr std::array<int, 2> numbers = {
                    1,
                    2,
                };
                template <class T>
                    requires std::integral<T>
                T twice(T value, Point p = {}) {
                    auto f = [&] {
                        return "}" + std::string(1, '}') + R"({{{)";  // }
                    };
                    if (value > 1'000'000) { f(); }
                    return value;
                }
                }  // namespace juece
            '''),
            [("Box", 4), ("a", 1), ("b", 3), ("twice", 9)],
        )

    def test_long_ones_are_named(self):
        body = "    step();\n" * 69
        self.assertEqual(findings({"tools/a.hpp": PURPOSE + "void fits() {\n" + body[:-12] + "}\n"}), [])
        found = findings({"tools/a.hpp": PURPOSE + "\nvoid Long::winded(int a) {\n" + body + "}\n"})
        self.assertEqual(found, ["tools/a.hpp:3: Long::winded has 71 lines, at most 70"])


class BuildAndDocuments(unittest.TestCase):
    def test_a_source_belongs_to_a_target(self):
        lists = "# Build.\njuece_tool(a SOURCES main.cpp sub/part.cpp)  # not.cpp\n"
        found = findings({
            "tools/a/CMakeLists.txt": lists, "tools/a/main.cpp": PURPOSE, "tools/a/sub/part.cpp": PURPOSE,
            "tools/a/not.cpp": PURPOSE,
        })
        self.assertEqual(found, ["tools/a/not.cpp:1: no CMakeLists.txt names this file, so nobody builds it"])

    def test_links_lead_somewhere(self):
        good = "# A\n\n[b](b.md) [c](b.md#期限-30-日) [me](#second-one) [web](https://example.org/x)\n`[x](no.md)`\n"
        good += "\n```\n[x](no.md)\n# no title\n```\n\n## Second `one`\n"
        bad = "# A\n\n[b](gone.md) and [c](b.md#gone)\n\n[d]: nowhere.png\n"
        other = {"docs/b.md": "# B\n\n## 期限 (30 日)\n"}
        self.assertEqual(findings({"docs/a.md": good, **other}), [])
        self.assertEqual(len(findings({"docs/a.md": bad, **other})), 3)

    def test_one_title(self):
        self.assertEqual(len(findings({"docs/a.md": "text\n"})), 1)
        self.assertEqual(len(findings({"README.md": "# A\n\n# B\n"})), 1)

    def test_no_place_of_a_machine(self):
        for place in ("/" + "work/main/x", "cd /" + "home/somebody/x", "/" + "tmp/j/x"):
            self.assertEqual(len(findings({"deploy/a.toml": f"path = {place}\n"})), 1, place)
        self.assertEqual(findings({"deploy/a.toml": "path = /var/lib/x ./work/x network/work/\n"}), [])


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal is a chain: no entry can be altered, cut or added without breaking it."""

import pytest

from desktop.core import journal, store
from desktop.core.crypto import keys, paper
from tests.workspaces import add


class TestJournal:
    @pytest.mark.parametrize(
        "harm",
        [
            "UPDATE journal SET user = 'otro' WHERE seq = 2",
            "UPDATE journal SET moment = '2020-01-01T00:00:00.000' WHERE seq = 2",
            "UPDATE journal SET object = 'x', action = 'y' WHERE seq = 2",
            "DELETE FROM journal WHERE seq = 2",
            "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
            "DELETE FROM journal",
            "INSERT INTO journal SELECT seq + 1, moment, user, device, action, object, tag "
            "FROM journal ORDER BY seq DESC LIMIT 1",
            "UPDATE journal SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3);"
            "UPDATE journal SET seq = -seq WHERE seq < 0",
            "UPDATE journal SET seq = -seq;"
            "UPDATE journal SET object = (SELECT object FROM journal WHERE seq = -3), seq = 2 "
            "WHERE seq = -2; UPDATE journal SET seq = abs(seq)",
        ],
        ids=["user", "moment", "act", "delete", "cut", "all", "insert", "swap", "content"],
    )  # fmt: skip
    def test_every_tampering_is_found(self, workspace, made_once, harm):
        for _ in range(4):
            add(workspace)
        paper_key = paper.read("".join(made_once.recovery))
        whole = keys.unlock_with_recovery(store.load_header(workspace.folder), paper_key)
        first = keys.read_sealed(whole, "chain/cases", whole.header.more["chains"]["cases"])
        assert first is not None
        with workspace.work(write=True) as work:
            assert journal.broken_at(work, first) is None
            for statement in harm.split(";"):
                work.session.connection().exec_driver_sql(statement)
            assert journal.broken_at(work, first) is not None

    def test_only_the_paper_key_reads_the_first_key(self, workspace):
        sealed = workspace.header.more["chains"]["cases"]
        assert keys.read_sealed(workspace.key_holder, "chain/cases", sealed) is None

    def test_it_says_who_did_what_without_a_name(self, workspace):
        identity = add(workspace, given_names="Rocío")
        with workspace.work() as work:
            (entry,) = journal.entries(work)
        assert (entry.user, entry.action, entry.object) == ("ana", "create", identity)

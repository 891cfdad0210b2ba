"""What is one's own: profile, password, tokens, stand-ins, notices. An administrator may end what somebody else has given away."""

from tests.web.matrix.row import delete, flat, get, post, put, these
from tests.web.matrix.who import ADMIN, OWNER

ENDS = these(OWNER, ADMIN)
STAND_IN = {"stand_in": "zheng", "first": "2026-04-01", "last": "2026-04-02"}

ROWS = flat(
    get("me.page"), get("me_api.get_me"), get("profile.page"), post("profile.save", form={}), get("me_api.MyProfile"), put("me_api.MyProfile", json={}),
    post("profile.tour", form={}), put("me_api.put_tour", json={"is_toured": True}), get("password.page"), post("password.change", form={}, says=422), put("me_api.put_password", json={"old": "x", "new": "a-long-password"}, says=422),
    get("tokens.page"), post("tokens.issue", form={"name": "脚本"}), post("tokens.revoke", "token", may=ENDS),
    get("me_api.Tokens"), post("me_api.Tokens", json={"name": "脚本"}), delete("me_api.delete_token", "token", may=ENDS),
    get("substitutes.page"), post("substitutes.name", form=STAND_IN), post("substitutes.end", "substitute", may=ENDS),
    get("me_api.StandIns"), post("me_api.StandIns", json=STAND_IN), delete("me_api.delete_stand_in", "substitute", may=ENDS),
    get("notices.page"), get("notices_api.get_notices"), post("notices.read_all"), post("notices_api.read_notices"),
    post("notices.open_one", "notice", form={"to": "errands"}), post("notices_api.read_notice", "notice"),
    get("frame.home"), post("login.log_out", form={}), post("login.stay"),
)

"""Who has an account here: for the owner."""

from http import HTTPStatus

from fastapi import APIRouter, Request

from fullstride.domain import accounts as words
from fullstride.domain.accounts import LinkKind, Role
from fullstride.web.accounts.keeper import Keeper, keeper_of
from fullstride.web.accounts.links import write_link
from fullstride.web.problems import Refusal, not_there
from fullstride.web.schema.accounts import Account, AccountId, Accounts, Ended, LetIn, NewLink, NewRoles
from fullstride.workflows import clock

ROUTER = APIRouter(prefix="/accounts", tags=["accounts"])


@ROUTER.get("", operation_id="accounts")
def accounts(request: Request) -> Accounts:
    """Everybody who has an account here, by name."""
    return Accounts(items=[_told(account) for account in keeper_of(request).accounts.all()])


@ROUTER.put("/{account}/roles", operation_id="set_roles")
def set_roles(request: Request, account: AccountId, told: NewRoles) -> Account:
    """Makes somebody a coach or an owner, or no longer."""
    keeper = keeper_of(request)
    there = _there(keeper, account)
    roles = {*told.roles} - {Role.RUNNER} | ({Role.RUNNER} if there.runner else set())
    if Role.OWNER not in roles:
        _refuse_last_owner(keeper, there)
    if not roles:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Somebody without a shelf is a coach or an owner")
    keeper.accounts.set_roles(account, sorted(roles))
    withdrawn = 0 if Role.COACH in roles else _withdraw(keeper, account)
    return _told(_there(keeper, account), withdrawn)


@ROUTER.put("/{account}/access", operation_id="let_in")
def let_in(request: Request, account: AccountId, told: LetIn) -> Account:
    """Keeps somebody out, on every device at once, or lets them in again; what is theirs stays, their
    invitations are withdrawn."""
    keeper = keeper_of(request)
    there = _there(keeper, account)
    if not told.let_in:
        _refuse_last_owner(keeper, there)
    keeper.accounts.set_disabled(account, None if told.let_in else clock.now())
    withdrawn = 0 if told.let_in else _withdraw(keeper, account)
    return _told(_there(keeper, account), withdrawn)


@ROUTER.delete("/{account}", operation_id="remove_account")
def remove_account(request: Request, account: AccountId) -> Ended:
    """Removes an account; the runner's shelf stays, and an invitation can give it to somebody again."""
    keeper = keeper_of(request)
    _refuse_last_owner(keeper, _there(keeper, account))
    return Ended(ended=int(keeper.accounts.remove(account)))


@ROUTER.post("/{account}/reset-link", operation_id="make_reset_link", status_code=HTTPStatus.CREATED)
def make_reset_link(request: Request, account: AccountId) -> NewLink:
    """Makes a link by which somebody sets a new password, for those who forgot theirs."""
    keeper = keeper_of(request)
    _there(keeper, account)
    written = write_link(keeper.accounts, LinkKind.RESET, clock.now(), account=account)
    link = written.link
    return NewLink(id=link.token_sha256, kind=link.kind, path=written.path, expires_at=link.expires_at)


def _there(keeper: Keeper, account: str) -> words.Account:
    found = keeper.accounts.get(account)
    if found is None:
        raise not_there("This account")
    return found


def _refuse_last_owner(keeper: Keeper, account: words.Account) -> None:
    if words.is_last_owner(account, keeper.accounts.all()):
        raise Refusal(HTTPStatus.CONFLICT, "This is the only owner; make another first")


def _withdraw(keeper: Keeper, coach: str) -> int:
    """Makes the invitations of a coach who no longer is one useless; how many those were."""
    open_ = [one for one in keeper.accounts.links(clock.now()) if one.coach == coach]
    return sum(keeper.accounts.remove_link(one.token_sha256) for one in open_)


def _told(account: words.Account, withdrawn: int = 0) -> Account:
    return Account(
        id=account.id,
        name=account.name,
        roles=sorted(account.roles),
        runner=account.runner,
        created_at=account.created_at,
        disabled=account.disabled_at is not None,
        withdrawn=withdrawn,
    )

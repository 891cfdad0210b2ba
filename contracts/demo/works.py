"""What the demo contracts are about, the types mixed; and what people say of them."""

from __future__ import annotations

from operator import itemgetter

from contracts.demo.building import BUILDING
from contracts.demo.buying import PURCHASES
from contracts.demo.earning import EARNING
from contracts.demo.services import SERVICES
from contracts.demo.work import Work

EACH: tuple[tuple[Work, ...], ...] = (BUILDING * 2, SERVICES, PURCHASES * 2, EARNING * 2)
WORKS: tuple[Work, ...] = tuple(one for _, one in sorted(
    ((number / len(works), one) for works in EACH for number, one in enumerate(works)), key=itemgetter(0)))
PLACES = ("天府新区科创园", "滨江路地下车库", "城南污水处理厂", "高新区第三小学", "东站综合枢纽", "云溪产业园二期", "青羊文化中心")
REASONS = (
    "付款比例与立项批复不一致，首付款不应超过合同总价的 30%，请调整付款计划。",
    "履行期限早于合同签订日期，请核对后重新填写。",
    "违约责任偏轻，请把逾期违约金调整到万分之八。",
    "合同内容第二项不够具体，请写明频次和交付物。",
)
AGREED = {
    "supplement": {"amount_change": "18600.00", "linked_reason": "因现场条件变化，原约定的服务内容需要增加。",
                   "linked_terms": "服务内容增加夜间值守，每周两次。\n增加部分按原合同单价计算，随下一期款项一并支付。"},
    "change": {"amount_change": "-6000.00", "linked_reason": "双方对服务范围作了核减。",
               "linked_terms": "原合同服务内容最后一项不再执行，相应价款核减。\n其余条款不变。"},
}
REMARKS = {
    "department-head": ("业务需要，同意。", "已与项目部核实，同意签订。", "比选结果已公示，同意。", "同意，请按计划执行。"),
    "legal-review": ("条款齐备，风险可控，同意。", "争议管辖约定明确，同意。", "已核对相对方主体资格，同意。",
                     "同意，请保留比选资料备查。"),
    "finance-review": ("预算内支出，付款计划合理，同意。", "税率与发票种类正确，同意。", "资金计划已列入，同意。", "同意。"),
    "general-manager": ("同意，注意过程管理。", "同意。"),
}
